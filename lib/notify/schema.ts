/** The channels that can be told, what each needs to be reached, and which of that is secret. */
import { z } from "zod";
import { timeZoneField } from "@/lib/access/schema";
import { Fault } from "@/lib/core/fault";
import { patternOf } from "@/lib/core/pattern";
import { WEEKDAYS } from "./maintenance";
import { OPERATORS } from "./matcher";

/** The address as such; whether it may be asked is judged where it is asked. */
const urlField = z
  .url({ protocol: /^https?$/, message: "expected an address such as https://hooks.example.com/x" })
  .max(2_048);
/** A header's value: no line break, or it would be two headers. */
const headerText = z
  .string()
  .min(1)
  .max(1_000)
  .regex(/^[\t\x20-\x7e]+$/, "expected plain ASCII without line breaks");
const secretText = headerText.max(500);
const phone = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, "expected an international number such as +4915112345678");

/** Set by the sender itself, where a receiver that saw two would have to guess, or about the connection and not the request. */
const OWN_HEADERS =
  /^(host|connection|proxy-connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|content-length|content-type|user-agent|webhook-.*)$/i;
const headerName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~\w-]{1,100}$/, "expected a header name")
  .refine(
    (name) => !OWN_HEADERS.test(name),
    "this header is for Wheelhouse or the connection itself to set",
  );

const SECRET_PREFIX = "whsec_";
/** `whsec_` and 24 to 64 bytes in base64, as Standard Webhooks has them. */
const signingSecretField = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, "expected whsec_ and 24 to 64 bytes in base64")
  .refine((secret) => {
    const bytes = Math.floor(
      (secret.slice(SECRET_PREFIX.length).replace(/=+$/, "").length * 3) / 4,
    );
    return bytes >= 24 && bytes <= 64;
  }, "expected 24 to 64 bytes after whsec_");

export const CHANNEL_CONFIGS = {
  email: z.strictObject({ to: z.array(z.email().max(320)).min(1).max(20) }),
  slack: z.strictObject({ url: urlField }),
  discord: z.strictObject({
    url: urlField,
    /** A role to mention when something critical fires. */
    roleId: z
      .string()
      .regex(/^\d{1,20}$/, "expected the digits of a role's id")
      .optional(),
  }),
  teams: z.strictObject({ url: urlField }),
  pagerduty: z.strictObject({
    routingKey: z
      .string()
      .regex(/^[A-Za-z0-9]{32}$/, "expected the 32 characters of an integration key"),
    url: urlField.default("https://events.pagerduty.com"),
  }),
  opsgenie: z.strictObject({
    apiKey: secretText,
    /** `https://api.eu.opsgenie.com` in Europe; its successors differ in address and scheme. */
    url: urlField.default("https://api.opsgenie.com"),
    scheme: z
      .string()
      .regex(/^[A-Za-z][\w-]{0,30}$/, "expected a word such as GenieKey or Bearer")
      .default("GenieKey"),
    team: z.string().min(1).max(100).optional(),
  }),
  sms: z.strictObject({
    /** Twilio's, or any gateway that takes its form. */
    url: urlField,
    username: z.string().min(1).max(200),
    password: z.string().min(1).max(500),
    from: z.string().min(1).max(34),
    to: phone,
  }),
  alertmanager: z.strictObject({
    url: urlField,
    token: secretText.optional(),
    /** 0 sends all. */
    maxAlerts: z.int().min(0).max(1_000).default(0),
  }),
  webhook: z.strictObject({
    url: urlField,
    secret: signingSecretField,
    /** While a new secret is handed out, requests are signed with both. */
    previousSecret: signingSecretField.optional(),
    headers: z
      .record(headerName, headerText)
      .refine((headers) => Object.keys(headers).length <= 10, "at most 10 headers")
      .optional(),
  }),
} as const;

export type ChannelKind = keyof typeof CHANNEL_CONFIGS;
export const CHANNEL_KINDS = Object.keys(CHANNEL_CONFIGS) as [ChannelKind, ...ChannelKind[]];
export type ConfigOf<K extends ChannelKind> = z.output<(typeof CHANNEL_CONFIGS)[K]>;

/** What is sealed at rest and never shown again. An address that is chosen freely may be a key itself, as those of chat hooks are. */
export const SECRET_FIELDS = {
  email: [],
  slack: ["url"],
  discord: ["url"],
  teams: ["url"],
  pagerduty: ["routingKey"],
  opsgenie: ["apiKey"],
  sms: ["url", "password"],
  alertmanager: ["url", "token"],
  webhook: ["url", "secret", "previousSecret", "headers"],
} as const satisfies { readonly [K in ChannelKind]: readonly (keyof ConfigOf<K>)[] };

const configured = <K extends ChannelKind>(kind: K) =>
  z.strictObject({ kind: z.literal(kind), config: CHANNEL_CONFIGS[kind] });

/** A channel's kind with what that kind needs. */
export const channelSchema = z.discriminatedUnion("kind", [
  configured("email"),
  configured("slack"),
  configured("discord"),
  configured("teams"),
  configured("pagerduty"),
  configured("opsgenie"),
  configured("sms"),
  configured("alertmanager"),
  configured("webhook"),
]);
export type Channel = z.output<typeof channelSchema>;

type Fields = Readonly<Record<string, unknown>>;

/** A configuration in two: what may be stored and shown, and what has to be sealed. */
export function splitSecrets({ kind, config }: Channel): { open: Fields; secret: Fields } {
  const hidden: readonly string[] = SECRET_FIELDS[kind];
  const part = (isSecret: boolean) =>
    Object.fromEntries(
      Object.entries(config).filter(([name]) => hidden.includes(name) === isSecret),
    );
  return { open: part(false), secret: part(true) };
}

/** Every secret text of a channel, for taking it out of what a peer answers. */
export function secretTexts(channel: Channel): string[] {
  const texts = (value: unknown): string[] => {
    if (typeof value === "string") return [value];
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
  };
  return texts(splitSecrets(channel).secret);
}

/** A matcher whose pattern is understood. */
const matcherSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-zA-Z_:][\w:.]*$/, "expected a label's name")
      .max(200),
    operator: z.enum(OPERATORS),
    value: z.string().max(1_000),
  })
  .superRefine(({ operator, value }, refinement) => {
    if (operator === "=" || operator === "!=") return;
    try {
      patternOf(value);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      refinement.addIssue({ code: "custom", path: ["value"], message: error.message });
    }
  });
export const matchersField = z.array(matcherSchema).min(1).max(20);

const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "expected a time such as 22:30");
export const maintenanceSchema = z.strictObject({
  zone: timeZoneField,
  from: wallTime,
  to: wallTime,
  days: z.discriminatedUnion("every", [
    z.strictObject({ every: z.literal("day") }),
    z.strictObject({ every: z.literal("week"), on: z.array(z.literal(WEEKDAYS)).min(1).max(7) }),
    z.strictObject({
      every: z.literal("month"),
      on: z.array(z.int().min(1).max(31)).min(1).max(31),
    }),
  ]),
  firstAt: z.coerce.date().nullable(),
  lastAt: z.coerce.date().nullable(),
});
