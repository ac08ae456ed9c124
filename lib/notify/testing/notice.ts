/** Notices for tests: a good one, and any that malice or bad luck can write. */
import fc from "fast-check";
import { type Labels, type Notice, type NoticeAlert, SEVERITIES } from "@/lib/notify/notice";

const HOME = "https://wheelhouse.example";
const AT = new Date("2026-11-20T09:52:28.686Z");

export const alertWith = (over: Partial<NoticeAlert> = {}): NoticeAlert => ({
  id: "al_01JD9",
  fingerprint: "7f3a0c9e11d2b4c8",
  name: "checkout-agent",
  state: "firing",
  severity: "critical",
  labels: { agent: "checkout-agent", env: "prod" },
  annotations: {},
  signal: "error rate",
  comparison: ">",
  value: { n: 0.072, text: "7.2 %" },
  threshold: { n: 0.05, text: "5 %" },
  forText: "5 min",
  startedAt: AT,
  endedAt: null,
  url: `${HOME}/alerts/al_01JD9`,
  runbookUrl: `${HOME}/runbooks/high-error-rate`,
  graphUrl: `${HOME}/alerts/al_01JD9?from=1&to=2`,
  ...over,
});

export const noticeWith = (over: Partial<Notice> = {}): Notice => ({
  id: "01JD9Z0000000000000000001",
  kind: "firing",
  mark: null,
  title: "HighErrorRate",
  severity: "critical",
  project: "shop",
  dedupKey: "wh:rule_01JD:7f3a0c9e11d2b4c8",
  group: {
    key: '{}:{rule="HighErrorRate"}',
    labels: { rule: "HighErrorRate" },
    receiver: "on-call",
  },
  alerts: [alertWith()],
  at: AT,
  reason: null,
  by: null,
  changes: ["v412 of checkout-agent, 11 min before"],
  why: "rota primary, step 1",
  links: {
    alert: `${HOME}/alerts/al_01JD9`,
    acknowledge: `${HOME}/a/tok_ack_01`,
    silence: `${HOME}/a/tok_sil_01`,
    home: HOME,
  },
  ...over,
});

/** Stands in everything that a person could have written, so that tests can see where it went. */
export const WRITTEN = "ⓤ";

export const NASTY = [
  "@everyone",
  "@here <@123> <@&456> <#789>",
  "<!channel> <!here|x> <@U012AB3CD>",
  "<https://evil.example|click me>",
  "[click](javascript:alert(1))",
  "**bold** __under__ ~~gone~~ ||hidden|| `code` # head\n> quote",
  "*b* _i_ ~s~ :fire:",
  '</td><script>alert("x")</script><img src=x onerror=alert(1)>',
  "'\"><a href='https://evil.example'>",
  "&amp;&lt;&#60;",
  "\u202egnp.exe\u2066",
  "\ud800lone\udfff",
  "\u0000\u0007\u001b[31m",
  "\r\nBcc: eve@example.com",
  "\u2028\u2029\u0085",
  '"\\'.repeat(400),
  "<&>".repeat(700),
  "漢".repeat(4_000),
  "👨‍👩‍👧‍👦".repeat(400),
  "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢".repeat(100),
  "x".repeat(70_000),
  "\n".repeat(3_000),
  " ",
  "{{7*7}} %s",
  "__proto__",
];

const written = fc
  .oneof(
    fc.constantFrom(...NASTY),
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.string({ unit: "grapheme", maxLength: 300 }),
    fc
      .array(fc.constantFrom(...NASTY.map((text) => text.slice(0, 40))), { maxLength: 8 })
      .map((parts) => parts.join("")),
  )
  .map((text) => WRITTEN + text);

const labels: fc.Arbitrary<Labels> = fc
  .array(fc.tuple(written, written), { maxLength: 60, size: "max" })
  .map((pairs) => Object.fromEntries(pairs));

const link = fc.oneof(
  fc.constantFrom(
    "javascript:alert(1)",
    "data:text/html,x",
    'https://evil.example/"><script>',
    `https://docs.example/${"ä".repeat(900)}`,
    `https://docs.example/${"x".repeat(9_000)}`,
    "no address",
  ),
  written.map((text) => `https://docs.example/?q=${text}`),
);
const date = fc.date({
  min: new Date("2000-01-01"),
  max: new Date("2100-01-01"),
  noInvalidDate: true,
});
const figure = fc.record({ n: fc.double({ noNaN: true, noDefaultInfinity: true }), text: written });

const anyAlert: fc.Arbitrary<NoticeAlert> = fc.record({
  id: written,
  fingerprint: written,
  name: written,
  state: fc.constantFrom("firing", "resolved"),
  severity: fc.constantFrom(...SEVERITIES),
  labels,
  annotations: labels,
  signal: written,
  comparison: fc.constantFrom(">", "<=", null),
  value: fc.option(figure),
  threshold: fc.option(figure),
  forText: fc.option(written),
  startedAt: date,
  endedAt: fc.option(date),
  url: link,
  runbookUrl: fc.option(link),
  graphUrl: fc.option(link),
});

/** Up to two hundred alerts; most of the cost of making them is saved by repeating a few. */
const alerts = fc
  .tuple(fc.array(anyAlert, { maxLength: 3 }), fc.constantFrom(1, 1, 2, 60))
  .map(([few, times]) => Array.from({ length: times }, () => few).flat());

export const anyNotice: fc.Arbitrary<Notice> = fc.record({
  id: written,
  kind: fc.constantFrom("firing", "acknowledged", "resolved"),
  mark: fc.constantFrom(null, "test", "drill"),
  title: written,
  severity: fc.constantFrom(...SEVERITIES),
  project: written,
  dedupKey: written,
  group: fc.record({ key: written, labels, receiver: written }),
  alerts,
  at: date,
  reason: fc.option(written),
  by: fc.option(written),
  changes: fc.array(written, { maxLength: 30, size: "max" }),
  why: fc.option(written),
  links: fc.record({
    alert: link,
    acknowledge: fc.option(link),
    silence: fc.option(link),
    home: fc.constant(HOME),
  }),
});

/** Everything filled to the brim with one text. */
export function filledWith(text: string): Notice {
  const filled = WRITTEN + text;
  const many: Labels = Object.fromEntries(
    Array.from({ length: 60 }, (_, i) => [`${i}${filled}`, filled]),
  );
  const url = `https://docs.example/?q=${encodeURIComponent(filled.replace(LONE, "")).slice(0, 380)}`;
  const figure = { n: 0.1 + 0.2, text: filled };
  const alert = alertWith({
    id: filled,
    fingerprint: filled,
    name: filled,
    labels: many,
    annotations: many,
    signal: filled,
    value: figure,
    threshold: figure,
    forText: filled,
    url,
    runbookUrl: url,
    graphUrl: url,
  });
  return noticeWith({
    id: filled,
    mark: "drill",
    title: filled,
    project: filled,
    dedupKey: filled,
    group: { key: filled, labels: many, receiver: filled },
    alerts: Array.from({ length: 120 }, () => alert),
    reason: filled,
    by: filled,
    changes: Array.from({ length: 60 }, () => filled),
    why: filled,
    links: { alert: url, acknowledge: url, silence: url, home: HOME },
  });
}

const LONE = /\p{Surrogate}/gu;
