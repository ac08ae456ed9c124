/** What each kind of channel asks for, in the words of its peer's own settings. */
import type { ChannelKind } from "@/lib/notify/schema";

export type ChannelField = {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly isSecret?: boolean;
  readonly isOptional?: boolean;
  /** Several, one a line. */
  readonly isList?: boolean;
  readonly placeholder?: string;
};

const hook = (hint: string): ChannelField => ({
  name: "url",
  label: "Webhook address",
  hint: `${hint} It is a key: whoever has it can post.`,
  isSecret: true,
  placeholder: "https://…",
});
const address = (hint: string, placeholder: string): ChannelField => ({
  ...{ name: "url", label: "Address", hint, isOptional: true, placeholder },
});

export const KIND_NAMES: Readonly<Record<ChannelKind, string>> = {
  email: "E-mail",
  slack: "Slack",
  discord: "Discord",
  teams: "Microsoft Teams",
  pagerduty: "PagerDuty",
  opsgenie: "Opsgenie",
  sms: "SMS gateway",
  alertmanager: "Alertmanager webhook",
  webhook: "Webhook, signed",
};

export const CHANNEL_FIELDS: Readonly<Record<ChannelKind, readonly ChannelField[]>> = {
  email: [
    { name: "to", label: "Recipients", hint: "One address a line, 20 at most.", isList: true },
  ],
  slack: [hook("In Slack: Apps, Incoming Webhooks, Add to channel.")],
  discord: [
    hook("In Discord: channel settings, Integrations, Webhooks."),
    {
      ...{ name: "roleId", label: "Role to mention", isOptional: true },
      hint: "The digits of a role's id. It is mentioned for what is critical only.",
    },
  ],
  teams: [hook("In Teams: Workflows, Post to a channel when a webhook request is received.")],
  pagerduty: [
    {
      ...{ name: "routingKey", label: "Integration key", isSecret: true },
      hint: "32 characters, from the service's integration Events API v2.",
    },
    address("Only for a region or a test of your own.", "https://events.pagerduty.com"),
  ],
  opsgenie: [
    {
      ...{ name: "apiKey", label: "API key", isSecret: true },
      hint: "Of an API integration that may create alerts.",
    },
    { ...{ name: "team", label: "Team", isOptional: true }, hint: "Who is made responsible." },
    address("https://api.eu.opsgenie.com in Europe.", "https://api.opsgenie.com"),
    {
      ...{ name: "scheme", label: "Authorization scheme", isOptional: true },
      ...{ hint: "Its successors take another word.", placeholder: "GenieKey" },
    },
  ],
  sms: [
    {
      ...{ name: "url", label: "Address", isSecret: true },
      placeholder: "https://api.twilio.com/…/Messages.json",
      hint: "Twilio's, or of any gateway that takes its form.",
    },
    { name: "username", label: "Account", hint: "The account's id or user name." },
    { name: "password", label: "Token", hint: "The account's token or password.", isSecret: true },
    { name: "from", label: "Sender", hint: "A number or name that the account may use." },
    {
      name: "to",
      label: "Recipient",
      hint: "With the country's code.",
      placeholder: "+4915112345678",
    },
  ],
  alertmanager: [
    {
      ...{ name: "url", label: "Address", isSecret: true, placeholder: "https://…" },
      hint: "Of anything that takes Alertmanager's webhook, version 4.",
    },
    {
      ...{ name: "token", label: "Token", isSecret: true, isOptional: true },
      hint: "Sent as a bearer token.",
    },
  ],
  webhook: [
    {
      ...{ name: "url", label: "Address", isSecret: true, placeholder: "https://…" },
      hint: "It gets signed JSON. The signing secret is shown once, after this.",
    },
  ],
};

export type ChannelDraft = {
  readonly name: string;
  readonly kind: ChannelKind;
  readonly values: Readonly<Record<string, string>>;
  readonly wantsResolved: boolean;
  readonly fallbackId: string;
};

/** What is blank is left out: a secret then stays as it is. */
export const configOf = ({ kind, values }: ChannelDraft): Record<string, unknown> =>
  Object.fromEntries(
    CHANNEL_FIELDS[kind].flatMap(({ name, isList }) => {
      const text = values[name]?.trim() ?? "";
      if (text === "") return [];
      return [[name, isList ? text.split(/[\s,;]+/).filter(Boolean) : text]];
    }),
  );

/** As text, for the form. What is secret was never sent here. */
export const valuesOf = (config: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(config).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join("\n") : String(value),
    ]),
  );
