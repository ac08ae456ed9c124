/** The rules of incidents: what a status says, whose noise it was, how a drill scored, what is suggested. */
import { describe, expect, test } from "vitest";
import { parseMarkdown } from "@/lib/runbooks/markdown/parse";
import { DRILL_TARGETS, scoreOf } from "./drill";
import { noiseOf, type Page } from "./noise";
import { actionsText, isUnfinished, suggested } from "./postmortem";
import { isNight } from "./row-view";
import { declareSchema, entrySchema } from "./schema";
import { similarTo } from "./similar";
import { templateFor, updateText } from "./stakeholder";
import { nextUpdateAt, refuseTimes, timesAt } from "./state";
import { postmortemTemplate } from "./store/template";
import { timelineOf } from "./timeline";
import type { IncidentDetail, IncidentView, TimelineItem } from "./views";

const NOON = new Date("2026-11-20T12:00:00Z");
const minutes = (n: number) => new Date(NOON.getTime() + n * 60_000);
const began = { startedAt: NOON, detectedAt: null, mitigatedAt: null, resolvedAt: null };

describe("a status", () => {
  test("sets the times it means, once, and takes back what did not hold", () => {
    const watched = timesAt("monitoring", "identified", began, minutes(5));
    expect(watched).toMatchObject({ mitigatedAt: minutes(5), resolvedAt: null });
    expect(timesAt("resolved", "monitoring", watched, minutes(9))).toMatchObject({
      ...{ mitigatedAt: minutes(5), resolvedAt: minutes(9) },
    });
    expect(timesAt("resolved", "investigating", began, minutes(9)).mitigatedAt).toEqual(minutes(9));
    expect(timesAt("identified", "monitoring", watched, minutes(9)).mitigatedAt).toBeNull();
    // Set by hand before anybody said so: going forward takes nothing back.
    expect(timesAt("identified", "investigating", watched, minutes(9)).mitigatedAt).toEqual(
      minutes(5),
    );
  });

  test("cannot mean times that run backwards or ahead", () => {
    const refused = (more: object) => () => refuseTimes({ ...began, ...more }, minutes(10));
    expect(refused({ resolvedAt: minutes(-1) })).toThrow(/after the beginning/);
    expect(refused({ mitigatedAt: minutes(5), resolvedAt: minutes(4) })).toThrow(/mitigation/);
    expect(refused({ resolvedAt: minutes(11) })).toThrow(/future/);
    expect(refused({ mitigatedAt: minutes(5), resolvedAt: minutes(5) })).not.toThrow();
  });
});

test("the next update is due after the last, or after the declaration, until it is over", () => {
  const open = { status: "investigating", createdAt: NOON, updateEveryMinutes: 30 } as const;
  expect(nextUpdateAt({ ...open, lastUpdateAt: null })).toEqual(minutes(30));
  expect(nextUpdateAt({ ...open, lastUpdateAt: minutes(20) })).toEqual(minutes(50));
  expect(nextUpdateAt({ ...open, status: "resolved", lastUpdateAt: null })).toBeNull();
});

test("rules are ranked by what people call noise, and false pages are counted by the day", () => {
  const page = (key: string, verdict: Page["verdict"], isNight = false): Page => ({
    ...{ key, name: key, verdict, isNight },
  });
  const pages = [
    ...[page("calm", "useful"), page("busy", null), page("busy", null), page("busy", null)],
    ...[page("loud", "noise", true), page("loud", "noise"), page("late", "late")],
  ];
  const noise = noiseOf(pages, 2 * 86_400_000);
  expect(noise).toMatchObject({ pages: 7, judged: 4, falsePages: 2, falsePagesADay: 1 });
  expect(noise.precision).toBeCloseTo(1 / 3);
  expect(noise.rules.map(({ name }) => name)).toEqual(["loud", "busy", "calm", "late"]);
  expect(noise.rules[0]).toMatchObject({ noise: 2, night: 1 });
});

test("night is by the project's clock", () => {
  const at = new Date("2026-11-20T21:30:00Z");
  expect(isNight(at, "UTC")).toBe(false);
  expect(isNight(at, "Europe/Berlin")).toBe(true);
  expect(isNight(new Date("2026-11-20T07:00:00Z"), "UTC")).toBe(false);
});

describe("a drill", () => {
  const { acknowledge, runbook, mitigate } = DRILL_TARGETS;

  test("has full marks for what happens within its targets, and none for what does not happen", () => {
    expect(scoreOf({ acknowledge, runbook, mitigate }).points).toBe(100);
    expect(scoreOf({ acknowledge: null, runbook: null, mitigate: null }).points).toBe(0);
  });

  test("loses points evenly from the target to three times the target", () => {
    const pointsAt = (factor: number) =>
      scoreOf({ acknowledge: acknowledge * factor, runbook, mitigate }).steps[0]?.points;
    expect([1, 1.5, 2, 3, 9].map(pointsAt)).toEqual([100, 75, 50, 0, 0]);
  });
});

test("an incident is like one of the same rule before one with the same words, and like none by one word", () => {
  const known = (
    id: string,
    title: string,
    rules: string[] = [],
    runbook: string | null = null,
  ) => ({
    ...{ id, title, rules, runbook },
  });
  const now = known("now", "Checkout answers nothing", ["r1"]);
  const others = [
    known("words", "Nothing answers in checkout"),
    known("word", "Checkout is slow"),
    ...[known("rule", "Something else", ["r1"]), now],
  ];
  expect(similarTo(now, others).map(({ id }) => id)).toEqual(["rule", "words"]);
});

describe("an update for those who wait", () => {
  const about = {
    number: 7,
    title: "Down",
    status: "investigating",
    impact: "",
    isDrill: false,
    startedAt: NOON,
    updateEveryMinutes: 30,
  } as const;

  test("says when the next one comes, and leaves open what only people know", () => {
    const text = updateText("first", about, minutes(10), "UTC");
    expect(text).toContain("Incident 7: Down");
    expect(text).toContain("began at 12:00 (UTC)");
    expect(text).toContain("Next update by 12:40 (UTC)");
    expect(text).toContain("<who notices what>");
  });

  test("is marked in a drill, and chosen by how it stands", () => {
    expect(updateText("resolved", { ...about, isDrill: true }, NOON, "UTC")).toMatch(/^DRILL: /);
    expect(templateFor("investigating", true)).toBe("first");
    expect(templateFor("identified", false)).toBe("progress");
    expect(templateFor("monitoring", false)).toBe("mitigated");
  });
});

test("the timeline merges its sources by time, newest first, and lets only what people wrote be corrected", () => {
  const entry = {
    id: "e",
    kind: "note",
    at: minutes(2),
    byName: "Ada",
    text: "disk",
    url: null,
    revision: 2,
    earlier: [],
    told: [],
  } as const;
  const step = {
    id: "s",
    what: "fired",
    at: minutes(1).toISOString(),
    title: "Fired",
    detail: null,
    by: null,
    isQuiet: false,
  } as const;
  const change = {
    id: "d",
    kind: "deployment",
    at: minutes(0).toISOString(),
    title: "rag 2",
    detail: null,
    by: "ci",
    href: null,
    leadMs: 0,
  } as const;
  const alerts = [{ id: "a", name: "Slow", steps: [step] }];
  const items = timelineOf({ entries: [entry], alerts, changes: [change] });
  expect(items.map(({ title }) => title)).toEqual(["Note", "Slow: fired", "Deployment: rag 2"]);
  expect(items.map(({ revision }) => revision)).toEqual([2, null, null]);
});

describe("a postmortem", () => {
  const incident = {
    ...{ number: 3, title: "Disk\nfull", isDrill: true, severity: "high", status: "resolved" },
    ...{ summary: "", impact: "", runbook: "disk-space", startedAt: NOON.toISOString() },
    ...{ detectedAt: null, mitigatedAt: null, resolvedAt: minutes(30).toISOString() },
    roles: { commander: { id: "1", name: "Ada | Co" }, communications: null, scribe: null },
    clocks: { detectMs: null, acknowledgeMs: null, mitigateMs: null, resolveMs: 1_800_000 },
  } as unknown as IncidentView;
  const item = (title: string, at: Date) =>
    ({ title, at: at.toISOString(), text: "a\n| b", by: null }) as TimelineItem;
  const timeline = [item("later", minutes(9)), item("first", minutes(1))];
  const known = { incident, timeline, tasks: [], alerts: [], timeZone: "UTC" };
  const text = suggested(known, postmortemTemplate());

  test("is filled from the record, oldest first, and asks people for the rest", () => {
    expect(text).toMatch(/^# DRILL: Postmortem of incident 3: Disk full\n/);
    expect(text.indexOf("first: a")).toBeLessThan(text.indexOf("later: a"));
    expect(text).toContain("Resolved after 30 min.");
    expect(isUnfinished(text)).toBe(true);
    expect(isUnfinished("# Done\n\na < b and c > d")).toBe(false);
  });

  test("fills every place of the template that the record can know, and no other", () => {
    const roles = {
      commander: { name: "R1" },
      communications: { name: "R2" },
      scribe: { name: "R3" },
    };
    const whole = {
      ...{
        ...incident,
        number: 41,
        title: "T1",
        severity: "S1",
        summary: "S2",
        impact: "I1",
        roles,
      },
      ...{ detectedAt: minutes(2).toISOString(), mitigatedAt: minutes(20).toISOString() },
    } as unknown as IncidentView;
    const alerts = [{ name: "A1" }] as unknown as IncidentDetail["alerts"];
    const action = { kind: "action", title: "X1", owner: null, dueOn: null, done: null };
    const tasks = [action] as unknown as IncidentDetail["tasks"];
    const filled = suggested({ ...known, incident: whole, alerts, tasks }, postmortemTemplate());
    const facts = ["incident 41: T1", "| S1 |", "R1", "R2", "R3", "S2", "I1", "A1", "disk-space"];
    const instants = ["12:00", "12:02", "12:20", "12:30"].map((at) => `${at} (UTC) |`);
    for (const fact of [...facts, ...instants, "- [ ] X1 (nobody yet)"])
      expect(filled).toContain(fact);
    expect(filled.match(/<[^A-Z>][^>]*>/g)).toBeNull();
    const asked = filled.match(/<[^>]+>/g) ?? [];
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((place) => !isUnfinished(place))).toEqual([]);
  });

  test("takes what people wrote for their words, never for a place", () => {
    const note = { ...item("<began> <title>", minutes(2)), text: "<number> $& $1" };
    const filled = suggested({ ...known, timeline: [note] }, postmortemTemplate());
    expect(filled).toContain("<began> <title>: <number> $& $1");
  });

  test("keeps its tables whole, whatever people write into them", () => {
    const { blocks } = parseMarkdown(text);
    const tables = blocks.flatMap((block) => (block.kind === "table" ? [block] : []));
    expect(tables.map(({ rows }) => new Set(rows.map((row) => row.length)))).toEqual([
      new Set([2]),
      new Set([3]),
    ]);
    expect(JSON.stringify(tables[0])).toContain("Ada | Co");
  });

  test("lists action items with their owner, their day and whether they are done", () => {
    const task = { kind: "action", title: "Alert on it", dueOn: "2026-12-01", isOverdue: false };
    const done = { at: NOON.toISOString(), by: "Ada" };
    const owner = { id: "1", name: "Ada" };
    expect(actionsText([{ ...task, id: "1", kind: "action", owner, done, revision: 0 }])).toBe(
      "- [x] Alert on it (Ada, due 2026-12-01)",
    );
  });
});

test("a link leads somewhere that a browser may open, and a title is one line", () => {
  const at = { project: "p", id: crypto.randomUUID(), kind: "link", text: "graph" } as const;
  expect(entrySchema.safeParse(at).success).toBe(false);
  expect(entrySchema.safeParse({ ...at, url: "javascript:alert(1)" }).success).toBe(false);
  expect(entrySchema.safeParse({ ...at, url: "https://example.com/x" }).success).toBe(true);
  const said = { project: "p", title: "two\nlines", severity: "high" };
  expect(declareSchema.safeParse(said).success).toBe(false);
});
