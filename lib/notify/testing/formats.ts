/** What each peer accepts, as its manual states it: for receivers in tests that refuse what the real one would. */
import { z } from "zod";

const max = (n: number) => z.string().min(1).max(n);
const webUrl = (n: number) => z.url({ protocol: /^https?$/ }).max(n);
const instant = z.iso.datetime();
const labels = z.record(z.string(), z.string());

const plainText = (n: number) =>
  z.strictObject({ type: z.literal("plain_text"), text: max(n), emoji: z.boolean().optional() });
const slackText = (n: number) =>
  z.discriminatedUnion("type", [
    plainText(n),
    z.strictObject({ type: z.literal("mrkdwn"), text: max(n) }),
  ]);
const slackButton = z.strictObject({
  type: z.literal("button"),
  action_id: max(255),
  text: plainText(75),
  url: webUrl(3_000),
  style: z.enum(["primary", "danger"]).optional(),
});
const slackBlock = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("header"), text: plainText(150) }),
  z.strictObject({
    type: z.literal("section"),
    text: slackText(3_000),
    fields: z.array(slackText(2_000)).min(1).max(10).optional(),
  }),
  z.strictObject({ type: z.literal("actions"), elements: z.array(slackButton).min(1).max(25) }),
  z.strictObject({
    type: z.literal("context"),
    elements: z.array(slackText(2_000)).min(1).max(10),
  }),
]);

const discordEmbed = z
  .strictObject({
    title: max(256),
    url: webUrl(2_000).optional(),
    description: max(4_096),
    color: z.int().min(0).max(0xffffff),
    timestamp: instant,
    fields: z
      .array(z.strictObject({ name: max(256), value: max(1_024), inline: z.boolean() }))
      .max(25),
    footer: z.strictObject({ text: z.string().max(2_048) }),
  })
  .refine(
    ({ title, description, fields, footer }) =>
      [title, description, footer.text, ...fields.flatMap(({ name, value }) => [name, value])].join(
        "",
      ).length <= 6_000,
    "an embed has 6000 characters at most",
  );

const run = z.strictObject({
  type: z.literal("TextRun"),
  text: z.string().min(1),
  size: z.enum(["Small", "Default", "Medium", "Large"]).optional(),
  weight: z.enum(["Lighter", "Default", "Bolder"]).optional(),
  color: z.enum(["Default", "Accent", "Good", "Warning", "Attention"]).optional(),
  isSubtle: z.boolean().optional(),
});
const card = z.strictObject({
  $schema: z.literal("http://adaptivecards.io/schemas/adaptive-card.json"),
  type: z.literal("AdaptiveCard"),
  version: z.literal("1.4"),
  msteams: z.strictObject({ width: z.literal("full") }),
  body: z.array(
    z.discriminatedUnion("type", [
      z.strictObject({ type: z.literal("RichTextBlock"), inlines: z.array(run).min(1) }),
      z.strictObject({
        type: z.literal("FactSet"),
        facts: z.array(z.strictObject({ title: z.string().min(1), value: z.string().min(1) })),
      }),
    ]),
  ),
  actions: z.array(
    z.strictObject({
      type: z.literal("Action.OpenUrl"),
      title: z.string().min(1),
      url: webUrl(4_000),
    }),
  ),
});

const pagerDutyHead = {
  routing_key: z.string().length(32),
  dedup_key: max(255),
};

export const FORMATS = {
  slack: z.strictObject({
    text: max(3_000),
    blocks: z.array(slackBlock).min(1).max(50),
    unfurl_links: z.boolean(),
    unfurl_media: z.boolean(),
  }),
  discord: z.strictObject({
    username: max(80),
    content: max(2_000),
    allowed_mentions: z.strictObject({
      parse: z.array(z.string()).length(0),
      roles: z.array(z.string().regex(/^\d+$/)),
    }),
    embeds: z.array(discordEmbed).min(1).max(10),
  }),
  teams: z.strictObject({
    type: z.literal("message"),
    attachments: z.tuple([
      z.strictObject({
        contentType: z.literal("application/vnd.microsoft.card.adaptive"),
        contentUrl: z.null(),
        content: card,
      }),
    ]),
  }),
  pagerduty: z.discriminatedUnion("event_action", [
    z.strictObject({
      ...pagerDutyHead,
      event_action: z.literal("trigger"),
      client: z.string(),
      client_url: webUrl(5_000).optional(),
      payload: z.strictObject({
        summary: max(1_024),
        source: max(1_024),
        severity: z.enum(["critical", "error", "warning", "info"]),
        timestamp: instant,
        component: z.string().optional(),
        group: z.string(),
        class: z.string(),
        custom_details: z.record(z.string(), z.unknown()),
      }),
      links: z.array(z.strictObject({ href: webUrl(5_000), text: z.string() })),
      images: z.array(z.never()),
    }),
    z.strictObject({ ...pagerDutyHead, event_action: z.literal("acknowledge") }),
    z.strictObject({ ...pagerDutyHead, event_action: z.literal("resolve") }),
  ]),
  pagerdutyChange: z.strictObject({
    routing_key: z.string().length(32),
    payload: z.strictObject({
      summary: max(1_024),
      source: max(1_024),
      timestamp: instant,
      custom_details: labels,
    }),
    links: z.array(z.strictObject({ href: webUrl(5_000), text: z.string() })),
  }),
  opsgenie: z
    .strictObject({
      message: max(130),
      alias: max(250),
      description: z.string().max(15_000),
      responders: z.array(z.strictObject({ name: max(100), type: z.literal("team") })).optional(),
      tags: z.array(max(50)).max(20),
      details: labels,
      entity: z.string().max(512).optional(),
      source: z.string().max(100),
      priority: z.enum(["P1", "P2", "P3", "P4", "P5"]),
    })
    .refine(
      ({ details }) => Object.entries(details).flat().join("").length <= 8_000,
      "details have 8000 characters at most",
    ),
  opsgenieNote: z.strictObject({
    source: z.string().max(100),
    user: z.string().max(100).optional(),
    note: z.string().max(25_000),
  }),
  alertmanager: z.strictObject({
    version: z.literal("4"),
    receiver: z.string(),
    status: z.enum(["firing", "resolved"]),
    alerts: z.array(
      z.strictObject({
        status: z.enum(["firing", "resolved"]),
        labels,
        annotations: labels,
        startsAt: instant,
        endsAt: instant,
        generatorURL: z.string(),
        fingerprint: z.string().regex(/^[0-9a-f]{16}$/),
      }),
    ),
    groupLabels: labels,
    commonLabels: labels,
    commonAnnotations: labels,
    externalURL: webUrl(5_000),
    groupKey: z.string(),
    truncatedAlerts: z.int().min(0),
  }),
  webhook: z.discriminatedUnion("type", [
    z.strictObject({
      type: z.enum(["alert.firing", "alert.acknowledged", "alert.resolved"]),
      timestamp: instant,
      data: z.looseObject({
        rule: z.string(),
        state: z.enum(["firing", "acknowledged", "resolved"]),
        severity: z.string(),
        alerts: z.array(z.looseObject({ labels, state: z.enum(["firing", "resolved"]) })),
        truncated_alerts: z.int().min(0),
      }),
    }),
    z.strictObject({
      type: z.enum(["update.incident", "budget.crossed", "budget.forecast", "report.daily"]),
      timestamp: instant,
      data: z.looseObject({ title: z.string(), text: z.string(), url: webUrl(1_000).nullable() }),
    }),
  ]),
} as const;

/** What a whole body may measure: bytes, or for Slack characters. */
export const WHOLE = {
  slack: 12_000,
  teams: 20 * 1024,
  pagerduty: 512 * 1024,
  webhook: 20_000,
  email: 100 * 1024,
  sms: 1_600,
} as const;
