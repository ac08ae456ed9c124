/** What a channel may be made of, and what of it is kept secret. */
import { expect, test } from "vitest";
import { windowsIn } from "./maintenance";
import {
  CHANNEL_CONFIGS,
  CHANNEL_KINDS,
  channelSchema,
  maintenanceSchema,
  matchersField,
  SECRET_FIELDS,
  secretTexts,
  splitSecrets,
} from "./schema";

const SECRET = `whsec_${Buffer.alloc(24, 1).toString("base64")}`;
const hook = { url: "https://hooks.example.com/x" };

test.each([
  ["a field too many", { kind: "slack", config: { ...hook, channel: "#x" } }],
  ["another kind's field", { kind: "email", config: hook }],
  ["an unknown kind", { kind: "fax", config: hook }],
  ["no recipient", { kind: "email", config: { to: [] } }],
  [
    "a recipient that smuggles a header",
    { kind: "email", config: { to: ["a@b.example\r\nBcc: c@d.example"] } },
  ],
  ["a scheme that is not the web's", { kind: "slack", config: { url: "ftp://hooks.example.com" } }],
  ["a short routing key", { kind: "pagerduty", config: { routingKey: "abc" } }],
  ["a line break in a token", { kind: "alertmanager", config: { ...hook, token: "a\r\nX-B: c" } }],
  [
    "a national number",
    { kind: "sms", config: { ...hook, username: "a", password: "b", from: "c", to: "0151" } },
  ],
  [
    "a signing secret of 23 bytes",
    {
      kind: "webhook",
      config: { ...hook, secret: `whsec_${Buffer.alloc(23).toString("base64")}` },
    },
  ],
  [
    "a signing secret of 65 bytes",
    {
      kind: "webhook",
      config: { ...hook, secret: `whsec_${Buffer.alloc(65).toString("base64")}` },
    },
  ],
  [
    "a signing secret without its prefix",
    { kind: "webhook", config: { ...hook, secret: SECRET.slice(6) } },
  ],
  [
    "a header of ours",
    { kind: "webhook", config: { ...hook, secret: SECRET, headers: { "Webhook-Id": "x" } } },
  ],
  [
    "a header with a line break",
    { kind: "webhook", config: { ...hook, secret: SECRET, headers: { "X-A": "b\nc" } } },
  ],
])("%s is refused", (_case, channel) => {
  expect(channelSchema.safeParse(channel).success).toBe(false);
});

test.each([24, 25, 26, 32, 64])("a signing secret of %i bytes fits", (bytes) => {
  const secret = `whsec_${Buffer.alloc(bytes, 1).toString("base64")}`;
  expect(channelSchema.safeParse({ kind: "webhook", config: { ...hook, secret } }).success).toBe(
    true,
  );
});

test("PagerDuty and Opsgenie are asked where they live unless told otherwise", () => {
  const parsed = channelSchema.parse({ kind: "opsgenie", config: { apiKey: "k" } });
  expect(parsed.config).toMatchObject({ url: "https://api.opsgenie.com", scheme: "GenieKey" });
});

test("every kind can be configured, and says what of it is secret", () => {
  expect(Object.keys(SECRET_FIELDS).sort()).toEqual([...CHANNEL_KINDS].sort());
  for (const kind of CHANNEL_KINDS) {
    const known = Object.keys(CHANNEL_CONFIGS[kind].shape);
    expect(known).toEqual(expect.arrayContaining([...SECRET_FIELDS[kind]]));
  }
});

test("a configuration parts into what may be shown and what may not, and nothing is lost", () => {
  const channel = channelSchema.parse({
    kind: "webhook",
    config: { ...hook, secret: SECRET, headers: { Authorization: "Bearer abc" } },
  });
  const { open, secret } = splitSecrets(channel);
  expect(open).toEqual({});
  expect(channelSchema.parse({ kind: "webhook", config: { ...open, ...secret } })).toEqual(channel);
  expect(secretTexts(channel).sort()).toEqual(["Bearer abc", SECRET, hook.url].sort());
});

test.each([
  ["no matcher", []],
  ["a pattern that is not understood", [{ name: "env", operator: "=~", value: "(" }]],
  ["an operator that is none", [{ name: "env", operator: "~", value: "x" }]],
  ["a name that is none", [{ name: "a b", operator: "=", value: "x" }]],
])("%s is refused", (_case, matchers) => {
  expect(matchersField.safeParse(matchers).success).toBe(false);
});

test("a maintenance window that fits the schema can be computed", () => {
  const window = maintenanceSchema.parse({
    zone: "Europe/Berlin",
    from: "22:00",
    to: "23:00",
    days: { every: "week", on: [7] },
    firstAt: null,
    lastAt: "2026-12-01T00:00:00Z",
  });
  const span = { from: new Date("2026-11-16"), to: new Date("2026-11-30") };
  expect(windowsIn(window, span)).toHaveLength(2);
});

test.each([
  { zone: "Europe/Nowhere" },
  { from: "24:00" },
  { to: "9:00" },
  { days: { every: "week", on: [8] } },
  { days: { every: "year" } },
])("a maintenance window with %j is refused", (wrong) => {
  const right = {
    zone: "UTC",
    from: "22:00",
    to: "23:00",
    days: { every: "day" },
    firstAt: null,
    lastAt: null,
  };
  expect(maintenanceSchema.safeParse(right).success).toBe(true);
  expect(maintenanceSchema.safeParse({ ...right, ...wrong }).success).toBe(false);
});

test.each(["Expect", "Upgrade", "Keep-Alive", "Connection", "TE", "Trailer", "Transfer-Encoding"])(
  "a webhook sends no %s of its own",
  (name) => {
    const config = { ...hook, secret: SECRET, headers: { [name]: "x" } };
    expect(channelSchema.safeParse({ kind: "webhook", config }).success).toBe(false);
    const fine = { ...config, headers: { "X-Team": "x" } };
    expect(channelSchema.safeParse({ kind: "webhook", config: fine }).success).toBe(true);
  },
);
