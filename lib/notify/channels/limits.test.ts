/** Whatever people write into names and labels: no body passes its peer's limits, none means more than it says. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Notice } from "@/lib/notify/notice";
import { FORMATS, WHOLE } from "@/lib/notify/testing/formats";
import { anyNotice, filledWith, NASTY, WRITTEN } from "@/lib/notify/testing/notice";
import { renderAlertmanager } from "./alertmanager";
import { renderDiscord } from "./discord";
import { renderEmail } from "./email";
import { renderOpsgenie } from "./opsgenie";
import { renderChange, renderPagerDuty } from "./pagerduty";
import { renderSlack } from "./slack";
import { renderSms } from "./sms";
import { renderTeams } from "./teams";
import { renderWebhook } from "./webhook";

const RUNS = { numRuns: 150 };
const KEY = { routingKey: "0123456789abcdef0123456789abcdef" };

const bytes = (body: unknown): number => Buffer.byteLength(JSON.stringify(body));

/** What can be sent at all: JSON that holds no half characters. */
function travelled(body: object): unknown {
  const text = JSON.stringify(body);
  expect(text).not.toMatch(/\\ud[89a-f]/i);
  expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  return JSON.parse(text);
}

const examples: [Notice][] = NASTY.map((text) => [filledWith(text)]);

function always(check: (notice: Notice) => void): void {
  fc.assert(fc.property(anyNotice, check), { ...RUNS, examples });
}

/** Every object inside a body, with its own fields. */
function* objectsIn(value: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield value as Readonly<Record<string, unknown>>;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}

test("Slack: within its limits, and nothing written by people is read as markup", () => {
  always((notice) => {
    const body = FORMATS.slack.parse(travelled(renderSlack(notice)));
    expect(JSON.stringify(body).length).toBeLessThanOrEqual(WHOLE.slack);
    expect(body.text.replace(/&(amp|lt|gt);/g, "")).not.toMatch(/[<>&]/);
    const marked = [...objectsIn(body.blocks)].filter(({ type }) => type === "mrkdwn");
    expect(JSON.stringify(marked)).not.toContain(WRITTEN);
  });
});

test("Discord: within its limits, no mention, no markup of other people's making", () => {
  always((notice) => {
    const body = FORMATS.discord.parse(travelled(renderDiscord(notice, { roleId: "1234" })));
    const [embed] = body.embeds;
    const own = /\[(?:Acknowledge|Open|Runbook|Graph|Silence)\]\(<https?:[^<>\s]+>\)/g;
    const texts = [
      body.content.replace(/^<@&1234> /, ""),
      embed?.title,
      embed?.description.replace(own, ""),
      ...(embed?.fields.flatMap(({ name, value }) => [name, value]) ?? []),
    ];
    for (const text of texts) {
      const bare = (text ?? "").replace(/\\[\\*_~`|<>#[\]():+-]/g, "");
      expect(bare).not.toMatch(/[*_~`|<>#[\]\\]|@(?!\u200b)/);
    }
  });
});

test("Teams: within 20 KB, and what people wrote stands only where Markdown is not read", () => {
  always((notice) => {
    const body = FORMATS.teams.parse(travelled(renderTeams(notice)));
    expect(bytes(body)).toBeLessThanOrEqual(WHOLE.teams);
    const others = [...objectsIn(body)].filter(
      ({ type, title, value }) => type !== "TextRun" && (title || value),
    );
    for (const { title, value } of others) expect(`${title}${value}`).not.toContain(WRITTEN);
  });
});

test("PagerDuty: within its limits", () => {
  always((notice) => {
    const body = FORMATS.pagerduty.parse(travelled(renderPagerDuty(notice, KEY)));
    expect(bytes(body)).toBeLessThanOrEqual(WHOLE.pagerduty);
  });
});

test("PagerDuty's change events: within its limits", () => {
  always(({ title, project, at, why, links, group: { labels } }) => {
    const change = {
      summary: title,
      source: project,
      at,
      url: links.alert,
      linkText: why ?? "Open",
    };
    const body = travelled(renderChange({ ...change, details: labels }, KEY));
    expect(bytes(FORMATS.pagerdutyChange.parse(body))).toBeLessThanOrEqual(WHOLE.pagerduty);
  });
});

test("Opsgenie: within its limits", () => {
  always((notice) => {
    const body = travelled(renderOpsgenie(notice, { team: "ai-oncall" }));
    (notice.kind === "firing" ? FORMATS.opsgenie : FORMATS.opsgenieNote).parse(body);
  });
});

test("text message: within what gateways take, and the link is whole", () => {
  always((notice) => {
    const text = renderSms(notice);
    expect(text.length).toBeLessThanOrEqual(WHOLE.sms);
    const [, link, ...more] = text.split("\n");
    expect(more).toEqual([]);
    if (link !== undefined) expect(new URL(link).protocol).toMatch(/^https?:$/);
  });
});

test("Alertmanager's webhook: every label as it was, and as many alerts as asked for", () => {
  always((storm) => {
    const notice = { ...storm, alerts: storm.alerts.slice(0, 3) };
    const body = FORMATS.alertmanager.parse(renderAlertmanager(notice, { maxAlerts: 2 }));
    expect(body.alerts.length + body.truncatedAlerts).toBe(notice.alerts.length);
    expect(body.alerts.length).toBeLessThanOrEqual(2);
    for (const [i, { labels }] of body.alerts.entries())
      expect(labels).toMatchObject(notice.alerts[i]?.labels ?? {});
  });
});

test("webhook: below 20 KB, and it says how many alerts were left out", () => {
  always((notice) => {
    const body = FORMATS.webhook.parse(travelled(renderWebhook(notice)));
    const { alerts, truncated_alerts: left } = body.data;
    expect(bytes(body)).toBeLessThanOrEqual(WHOLE.webhook);
    expect([alerts].flat().length + Number(left)).toBe(notice.alerts.length);
  });
});

const OWN_TAGS =
  /<(!doctype html|\/?(html|head|meta|title|body|table|tr|td|p|span|h1|a)( [^<>]*)?)>/g;

test("mail: below 100 KB, one line of subject, only our own tags, only links to the web", () => {
  always((notice) => {
    const letter = renderEmail(notice, ["ana@example.com"]);
    expect(Buffer.byteLength(letter.html)).toBeLessThanOrEqual(WHOLE.email);
    expect(letter.subject).not.toMatch(/[\r\n]/);
    expect(letter.subject.length).toBeLessThanOrEqual(200);
    expect(letter.html.replace(OWN_TAGS, "")).not.toMatch(/[<>]/);
    for (const [, attributes] of letter.html.matchAll(/<\w+( [^<>]*)>/g))
      expect(attributes?.replace(/"[^"]*"/g, "")).not.toMatch(/ on|["']/);
    for (const [, href] of letter.html.matchAll(/href="([^"]*)"/g))
      expect(href).toMatch(/^https?:/);
    expect(letter.messageId).toMatch(/^[\w-]+@wheelhouse\.example$/);
  });
});

test("however many alerts there are, each message counts those it does not show", () => {
  const many = (body: unknown) => JSON.stringify(body);
  fc.assert(
    fc.property(anyNotice, (notice) => {
      const [first] = notice.alerts;
      fc.pre(first !== undefined);
      if (!first) return;
      const storm: Notice = {
        ...notice,
        kind: "firing",
        alerts: Array.from({ length: 500 }, () => first),
      };
      const bodies = [
        renderSlack(storm),
        renderDiscord(storm, {}),
        renderTeams(storm),
        renderPagerDuty(storm, KEY),
        renderOpsgenie(storm, {}),
        renderEmail(storm, ["ana@example.com"]),
      ];
      for (const body of bodies) expect(many(body)).toMatch(/… \\?\+\d+ more, open in Wheelhouse/);
    }),
    { numRuns: 30 },
  );
});
