/** A channel as somebody wrote it: judged whole, with the secrets that are kept and those that are made. */
import { randomBytes } from "node:crypto";
import { misfit } from "@/lib/core/misfit/misfit";
import { type Channel, type ChannelKind, channelSchema, SECRET_FIELDS } from "@/lib/notify/schema";

type Fields = Readonly<Record<string, unknown>>;

const SIGNING_BYTES = 32;
export const signingSecret = (): string => `whsec_${randomBytes(SIGNING_BYTES).toString("base64")}`;

const isBlank = (value: unknown): boolean => value === "" || value === null || value === undefined;

/** Blank secrets stay as they were; blank others are left out. */
export function mergedConfig(kind: ChannelKind, written: Fields, secrets: Fields): Fields {
  const hidden: readonly string[] = SECRET_FIELDS[kind];
  const given = Object.entries(written).filter(([, value]) => !isBlank(value));
  const kept = Object.entries(secrets).filter(
    ([name]) => hidden.includes(name) && isBlank(written[name]),
  );
  return Object.fromEntries([...kept, ...given]);
}

export function judgedChannel(kind: ChannelKind, config: Fields): Channel {
  const parsed = channelSchema.safeParse({ kind, config });
  if (parsed.success) return parsed.data;
  throw misfit(parsed.error, "The channel");
}
