/** What other systems post is kept once, ends as they say, and is answered in their words. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as groups from "@/app/api/compat/alertmanager/api/v2/alerts/groups/route";
import * as alerts from "@/app/api/compat/alertmanager/api/v2/alerts/route";
import * as webhook from "@/app/api/compat/alertmanager/webhook/route";
import * as enqueue from "@/app/api/compat/pagerduty/v2/enqueue/route";
import type { Scope } from "@/lib/core/roles";
import { createApiKey } from "@/lib/keys/commands";
import { type Served, served } from "@/lib/notify/testing/serve";
import type { ProjectCtx } from "@/lib/platform/operation";
import { testCtx } from "@/lib/platform/test-ctx";

const ALERTS = "/api/compat/alertmanager/api/v2/alerts";
const GROUPS = `${ALERTS}/groups`;
const WEBHOOK = "/api/compat/alertmanager/webhook";
const ENQUEUE = "/api/compat/pagerduty/v2/enqueue";
const MINUTE = 60_000;

let web: Served;
beforeAll(async () => {
  const routes = { [ALERTS]: alerts, [GROUPS]: groups, [WEBHOOK]: webhook, [ENQUEUE]: enqueue };
  web = await served(routes);
});
afterAll(() => web.close());

type Place = ProjectCtx & { readonly secret: string };
async function place(scopes: readonly Scope[] = ["alerts"]): Promise<Place> {
  const ctx = await testCtx();
  const input = { project: ctx.project.slug, name: "sender", scopes: [...scopes] };
  return { ...ctx, secret: (await createApiKey(ctx, input)).secret };
}

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${web.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}
const as = ({ secret }: Place) => ({ authorization: `Bearer ${secret}` });
const rowsIn = ({ db, project }: Place) =>
  db.alert.findMany({ where: { projectId: project.id }, orderBy: { startedAt: "asc" } });
const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();
const membersIn = async ({ db, project }: Place) => {
  const rows = await db.alertGroup.findMany({ where: { projectId: project.id } });
  return rows.flatMap(
    ({ state }) => (state as { members: { fingerprint: string; state: string }[] }).members,
  );
};

describe("alerts posted as to an Alertmanager", () => {
  const labels = { alertname: "Down", instance: "a", severity: "error", empty: "" };

  test("are one alert however often they are posted, with the earliest beginning and the last end", async () => {
    const here = await place();
    const first = await post(ALERTS, [{ labels, startsAt: ago(5 * MINUTE) }], as(here));
    expect(first).toEqual({ status: 200, body: null });
    const endsAt = new Date(Date.now() + 9 * MINUTE).toISOString();
    const again = { labels, startsAt: ago(7 * MINUTE), endsAt, annotations: { summary: "new" } };
    await Promise.all([1, 2, 3].map(() => post(ALERTS, [again, again], as(here))));

    const [row, ...others] = await rowsIn(here);
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      ...{ source: "alertmanager", name: "Down", severity: "high", kind: "firing" },
      labels: { alertname: "Down", instance: "a", severity: "error" },
      ...{ annotations: { summary: "new" }, endedAt: null, hasNews: false },
    });
    expect(row?.startedAt.toISOString()).toBe(again.startsAt);
    expect(row?.expectedEndAt?.toISOString()).toBe(endsAt);
    expect(await membersIn(here)).toMatchObject([{ fingerprint: row?.id, state: "firing" }]);
  });

  test("end when an end is posted, and what was told of them is told of that", async () => {
    const here = await place();
    await post(ALERTS, [{ labels, startsAt: ago(5 * MINUTE) }], as(here));
    const endsAt = ago(MINUTE);
    await post(ALERTS, [{ labels, startsAt: ago(5 * MINUTE), endsAt }], as(here));
    // Prometheus goes on saying so for a quarter of an hour.
    await post(ALERTS, [{ labels, startsAt: ago(5 * MINUTE), endsAt }], as(here));

    const [row, ...others] = await rowsIn(here);
    expect(others).toEqual([]);
    expect(row?.endedAt?.toISOString()).toBe(endsAt);
    expect(await membersIn(here)).toMatchObject([{ fingerprint: row?.id, state: "resolved" }]);
    const steps = await here.db.alertTransition.findMany({ where: { alertId: row?.id ?? "" } });
    expect(steps.map(({ kind }) => kind).sort()).toEqual(["fired", "resolved"]);
  });

  test("that begin after the end of an earlier one are another", async () => {
    const here = await place();
    await post(ALERTS, [{ labels, startsAt: ago(9 * MINUTE) }], as(here));
    await here.db.alert.updateMany({
      where: { projectId: here.project.id },
      data: { expectedEndAt: new Date(Date.now() - 5 * MINUTE) },
    });
    await post(ALERTS, [{ labels, startsAt: ago(MINUTE) }], as(here));
    const rows = await rowsIn(here);
    expect(rows.map(({ endedAt }) => endedAt === null)).toEqual([false, true]);
  });

  test("are refused one by one, and the good ones of the batch kept", async () => {
    const here = await place();
    const batch = [{ labels: {} }, { labels }, { labels: { "bad name": "x" } }];
    const answer = await post(ALERTS, batch, as(here));
    expect(answer.status).toBe(400);
    expect(answer.body).toContain("at least one label pair required");
    expect(answer.body).toContain('invalid name "bad name"');
    expect(await rowsIn(here)).toHaveLength(1);
  });

  test("keep the good ones where a bad one holds what no database keeps", async () => {
    const here = await place();
    const of = (more: object) => ({ labels: { ...labels, ...more } });
    const batch = [
      of({ instance: "a" }),
      of({ instance: "b\0" }),
      { ...of({ instance: "c" }), startsAt: "-271821-04-20T00:00:00Z" },
      { ...of({ instance: "d" }), endsAt: "+275760-09-13T00:00:00Z" },
      { ...of({ instance: "e" }), annotations: { summary: "\ud83d" } },
      of({ instance: "f" }),
    ];
    const answer = await post(ALERTS, batch, as(here));
    expect(answer.status).toBe(400);
    for (const field of ["labels.instance", "startsAt", "endsAt", "annotations.summary"])
      expect(answer.body).toContain(`${field}: `);
    const kept = (await rowsIn(here)).map((row) => (row.labels as { instance: string }).instance);
    expect(kept.sort()).toEqual(["a", "f"]);
    expect((await post(WEBHOOK, { alerts: batch }, as(here))).status).toBe(400);
  });

  test("are taken with a password as the key, and from nobody without the right", async () => {
    const here = await place();
    const basic = Buffer.from(`prometheus:${here.secret}`).toString("base64");
    const asBasic = { authorization: `Basic ${basic}` };
    expect((await post(ALERTS, [{ labels }], asBasic)).status).toBe(200);
    expect((await post(ALERTS, [{ labels }])).status).toBe(401);
    const proxy = Buffer.from("ada:password").toString("base64");
    const asProxy = { authorization: `Basic ${proxy}`, "x-api-key": here.secret };
    expect((await post(ALERTS, [{ labels }], asProxy)).status).toBe(200);
    const reader = await place(["read"]);
    expect((await post(ALERTS, [{ labels }], as(reader))).status).toBe(403);
    expect(await rowsIn(reader)).toEqual([]);
  });

  test("are listed in the groups in which they are told", async () => {
    const here = await place();
    await post(ALERTS, [{ labels }, { labels: { ...labels, instance: "b" } }], as(here));
    const response = await fetch(`${web.url}${GROUPS}`, { headers: as(here) });
    expect(await response.json()).toMatchObject([
      {
        labels: { alertname: "Down" },
        receiver: { name: "default" },
        alerts: [{ status: { state: "active" } }, { status: { state: "active" } }],
      },
    ]);
  });
});

test("what an Alertmanager tells its receivers fires until it tells of the end", async () => {
  const here = await place();
  const labels = { alertname: "Plain", i: "a", severity: "warn" };
  const zero = "0001-01-01T00:00:00Z";
  const alert = { status: "firing", labels, annotations: {}, startsAt: ago(MINUTE), endsAt: zero };
  const payload = { version: "4", status: "firing", receiver: "hook", alerts: [alert] };
  expect((await post(WEBHOOK, payload, as(here))).status).toBe(200);
  expect(await rowsIn(here)).toMatchObject([{ expectedEndAt: null, endedAt: null }]);

  const over = { ...alert, status: "resolved", endsAt: ago(0) };
  await post(WEBHOOK, { ...payload, status: "resolved", alerts: [over] }, as(here));
  expect(await rowsIn(here)).toMatchObject([{ endedAt: new Date(over.endsAt) }]);
});

test("what an Alertmanager tells to be over is over, although its end lies ahead", async () => {
  const here = await place();
  const alert = { labels: { alertname: "Plain" }, startsAt: ago(MINUTE) };
  await post(WEBHOOK, { alerts: [{ ...alert, status: "firing" }] }, as(here));
  const endsAt = ago(-5 * MINUTE);
  await post(WEBHOOK, { alerts: [{ ...alert, status: "resolved", endsAt }] }, as(here));
  const [row, ...others] = await rowsIn(here);
  expect(others).toEqual([]);
  expect(row?.endedAt?.getTime()).toBeLessThan(Date.parse(endsAt) - MINUTE);
});

describe("events posted as to PagerDuty", () => {
  const payload = {
    ...{ summary: "error rate 7 %", source: "prod:checkout", severity: "error" },
    ...{ class: "error_rate", custom_details: { value: 0.07 } },
  };
  const event = (here: Place, more: object) => ({ routing_key: here.secret, ...more });

  test("open one alert for each key, acknowledge it and end it", async () => {
    const here = await place();
    const trigger = event(here, { event_action: "trigger", dedup_key: "k1", payload });
    const answer = await post(ENQUEUE, trigger);
    expect(answer).toEqual({
      status: 202,
      body: { status: "success", message: "Event processed", dedup_key: "k1" },
    });
    await post(ENQUEUE, trigger);
    expect(await rowsIn(here)).toMatchObject([
      {
        ...{ source: "pagerduty", key: "k1", name: "error rate 7 %", severity: "high" },
        annotations: { value: "0.07" },
        ...{ endedAt: null, expectedEndAt: null },
      },
    ]);

    const more = { event_action: "acknowledge", dedup_key: "k1", client: "Grafana" };
    await post(ENQUEUE, event(here, more));
    expect(await rowsIn(here)).toMatchObject([{ acknowledgedByName: "Grafana" }]);
    await post(ENQUEUE, event(here, { event_action: "resolve", dedup_key: "k1" }));
    await post(ENQUEUE, event(here, { event_action: "resolve", dedup_key: "k1" }));
    expect(await rowsIn(here)).toMatchObject([{ endedAt: expect.any(Date) }]);
    expect(await membersIn(here)).toMatchObject([{ state: "resolved" }]);

    await post(ENQUEUE, trigger);
    expect(await rowsIn(here)).toMatchObject([{}, { endedAt: null }]);
  });

  test("get a key where they bring none, and are dropped where nothing is open", async () => {
    const here = await place();
    const answer = await post(ENQUEUE, event(here, { event_action: "trigger", payload }));
    const [row] = await rowsIn(here);
    expect(answer.body.dedup_key).toBe(row?.key);
    const other = event(here, { event_action: "resolve", dedup_key: "nobody's" });
    expect((await post(ENQUEUE, other)).status).toBe(202);
    expect(await rowsIn(here)).toMatchObject([{ endedAt: null }]);
  });

  test("need no details, and times and texts that cannot be kept are mended", async () => {
    const here = await place();
    const { custom_details: _none, ...plain } = payload;
    const bare = event(here, { event_action: "trigger", dedup_key: "bare", payload: plain });
    expect((await post(ENQUEUE, bare)).status).toBe(202);
    const summary = `${"x".repeat(199)}😀`;
    const odd = { ...plain, summary, timestamp: "+200000-01-01T00:00:00Z" };
    const answer = await post(ENQUEUE, event(here, { event_action: "trigger", payload: odd }));
    expect(answer.status).toBe(202);
    expect((await rowsIn(here)).map(({ name }) => name)).toEqual([
      "error rate 7 %",
      `${"x".repeat(199)}\ufffd`,
    ]);
  });

  test("are refused in its words", async () => {
    const here = await place();
    const bad = await post(ENQUEUE, event(here, { event_action: "trigger", dedup_key: "k" }));
    expect(bad).toMatchObject({
      status: 400,
      body: { status: "invalid event", message: "Event object is invalid" },
    });
    expect(bad.body.errors[0]).toContain("payload");
    const unknown = { routing_key: "0123456789abcdef0123456789abcdef", event_action: "trigger" };
    expect((await post(ENQUEUE, unknown)).status).toBe(401);
    const reader = await place(["read"]);
    const asReader = event(reader, { event_action: "trigger", payload });
    expect((await post(ENQUEUE, asReader)).status).toBe(403);
    expect(await rowsIn(here)).toEqual([]);
  });
});
