/** The OpenFeature Remote Evaluation Protocol 0.3 in values: what is asked, what is answered. */
import { createHash } from "node:crypto";
import type { Context } from "./condition";
import { type Evaluation, evaluate, type PinHook, type Refused, type Snapshot } from "./evaluation";

/** Flags as they are now, and the number that grows when they change. */
export type Live = {
  readonly snapshot: Snapshot;
  readonly revision: number;
  /** Names the set for telemetry: project and environment. */
  readonly flagSetId: string;
  /** Where flags pin: `keep` also pins what it meets for the first time. */
  readonly pins?: { readonly keep: PinHook; readonly look: PinHook };
  /** By flag: what is moving it here. */
  readonly rollouts: ReadonlyMap<string, Moving>;
};

/** The rollout's key, and its stage, counted from 1. */
export type Moving = { readonly rolloutId: string; readonly stage: number };

export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null: none at all. */
  readonly body: object | null;
};

const JSON_TYPE = { "content-type": "application/json", "cache-control": "no-store" };
const reply = (status: number, body: object, headers: Reply["headers"] = {}): Reply => ({
  status,
  headers: { ...JSON_TYPE, ...headers },
  body,
});

/** A refusal with the key, where one flag was asked for: clients look for both fields. */
export function failure(
  status: number,
  key: string | null,
  errorCode: string,
  errorDetails: string,
  headers: Reply["headers"] = {},
): Reply {
  const body = { ...(key !== null && { key }), errorCode, errorDetails };
  return reply(status, body, headers);
}

export type Told =
  | { readonly context: Context }
  | { readonly context: null; readonly errorDetails: string };

/** The context of a body, or why there is none. */
export function contextIn(body: unknown): Told {
  const invalid = (errorDetails: string) => ({ context: null, errorDetails });
  if (!isObject(body)) return invalid("The body is no JSON object: send { context: { … } }");
  const { context } = body;
  if (!isObject(context)) return invalid("context: is missing, or no object");
  const { targetingKey } = context;
  if (targetingKey !== undefined && typeof targetingKey !== "string")
    return invalid("context.targetingKey: is no text");
  return { context };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export function answerOne(live: Live, key: string, context: Context): Reply {
  const { snapshot, pins } = live;
  const outcome = evaluate({ snapshot, context, pin: pins?.keep }, key);
  if (!("errorCode" in outcome)) return reply(200, itemOf(outcome, live));
  return reply(outcome.errorCode === "FLAG_NOT_FOUND" ? 404 : 400, outcome);
}

/** A success as it goes out: telemetry finds what it needs in the metadata, and never the rules. */
function itemOf(outcome: Evaluation, { flagSetId, rollouts }: Live): object {
  if ("errorCode" in outcome) return outcome;
  const { key, value, variant, reason, version, bucket, isPinned } = outcome;
  const of = { version: String(version), flagSetId };
  const metadata =
    bucket === undefined && !isPinned
      ? of
      : {
          ...of,
          // A rollout moves the split, and has no part in what rules and switches decide.
          ...rollouts.get(key),
          ...(bucket !== undefined && { bucket }),
          ...(isPinned && { pinned: true }),
        };
  return { key, reason, variant, value, metadata };
}

type Bulk = {
  readonly context: Context;
  readonly ifNoneMatch: string | undefined;
  /** Where changes are told; another at each answer, and no part of the tag. */
  readonly stream: () => string;
};

/** Every flag at once, or 304 where nothing would be different for this context. */
export function answerAll(live: Live, { context, ifNoneMatch, stream }: Bulk): Reply {
  const { targetingKey } = context;
  if (targetingKey === undefined || targetingKey === "")
    return failure(400, null, KEY_MISSING, "context.targetingKey: is missing");
  const { snapshot, flagSetId, revision } = live;
  const keys = [...snapshot.flags.keys()].sort();
  const asked = { snapshot, context, pin: live.pins?.keep };
  const flags = keys.map((key) => itemOf(evaluate(asked, key), live));
  const etag = tagOf(revision, flags);
  const headers = { etag, "cache-control": "private, no-cache" };
  if (matches(ifNoneMatch, etag)) return { status: 304, headers, body: null };
  const metadata = { version: String(revision), flagSetId };
  const endpoint = { requestUri: stream() };
  const eventStreams = [{ type: "sse", endpoint, inactivityDelaySec: INACTIVITY_SECONDS }];
  return reply(200, { flags, metadata, eventStreams }, headers);
}

const KEY_MISSING: Refused["errorCode"] = "TARGETING_KEY_MISSING";
/** After so long in the background a client may close the stream. */
const INACTIVITY_SECONDS = 120;

function tagOf(revision: number, flags: readonly object[]): string {
  const hash = createHash("sha256").update(`${revision}\n${JSON.stringify(flags)}`);
  return `"${hash.digest("base64url").slice(0, 27)}"`;
}

/** One of a list, or `*`; compared weakly, as `If-None-Match` is. */
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const tags = ifNoneMatch.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return tags.includes(etag) || tags.includes("*");
}

/** What a stream says when something changed: the client asks again. */
export const changeEvent = (revision: number): string =>
  `id: ${revision}\nevent: message\ndata: ${JSON.stringify({ type: "refetchEvaluation", etag: String(revision) })}\n\n`;
