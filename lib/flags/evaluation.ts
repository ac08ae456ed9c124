/** Which variant a context gets of a flag, and why: the one function behind the wire, the try-it panel and the client. */
import { bucketOf } from "./bucket";
import { type Condition, type Context, fits, membersOf } from "./condition";
import { holderOf } from "./ranges";
import type { Flag, FlagEnvironment, Segment, Serve, Unit, Value } from "./schema";

/** What is evaluated: the flags and segments of one environment at one revision. */
export type Snapshot = {
  readonly environment: string;
  readonly flags: ReadonlyMap<string, VersionedFlag>;
  readonly segments: ReadonlyMap<string, Segment>;
};
export type VersionedFlag = { readonly flag: Flag; readonly version: number };

/** As OpenFeature has them. */
const REASONS = ["STATIC", "DEFAULT", "TARGETING_MATCH", "SPLIT", "DISABLED"] as const;
type Reason = (typeof REASONS)[number];
const ERROR_CODES = ["FLAG_NOT_FOUND", "TARGETING_KEY_MISSING", "GENERAL"] as const;
type ErrorCode = (typeof ERROR_CODES)[number];

type Served = {
  readonly key: string;
  readonly value: Value;
  readonly variant: string;
  readonly reason: Reason;
  readonly version: number;
  /** Where the unit fell; only of a split. */
  readonly bucket?: number;
  readonly isPinned?: true;
};
export type Refused = {
  readonly key: string;
  readonly errorCode: ErrorCode;
  readonly errorDetails: string;
};
export type Evaluation = Served | Refused;

/** One thing that was looked at on the way. */
export type Step =
  | { readonly kind: "switch"; readonly isOn: boolean }
  | {
      readonly kind: "prerequisite";
      readonly flag: string;
      readonly got: string;
      readonly isMet: boolean;
    }
  | {
      readonly kind: "rule";
      readonly name: string;
      readonly conditions: readonly boolean[];
      readonly isMatch: boolean;
    }
  | {
      readonly kind: "bucket";
      readonly unit: Unit;
      readonly bucket: number;
      readonly variant: string;
    }
  | {
      readonly kind: "pin";
      readonly unit: Unit;
      readonly variant: string;
      readonly until: number;
      /** Whose its bucket is now. */
      readonly dealt: string;
    };

/** What a unit keeps, and until when. */
type Pinned = { readonly variant: string; readonly until: number };
/** Of a flag that pins: what a unit keeps, given what its bucket would get now; undefined where it keeps nothing. */
export type PinHook = (found: VersionedFlag, unit: string, dealt: string) => Pinned | undefined;

export type Asked = {
  readonly snapshot: Snapshot;
  readonly context: Context;
  readonly pin?: PinHook | undefined;
  readonly note?: ((step: Step) => void) | undefined;
};

/** A chain of prerequisites longer than this is a mistake. */
const MAX_DEPTH = 10;

export function evaluate(asked: Asked, key: string, depth = 0): Evaluation {
  const found = asked.snapshot.flags.get(key);
  if (!found) return refused(key, "FLAG_NOT_FOUND", `There is no flag “${key}” here`);
  const { flag } = found;
  const environment = flag.environments[asked.snapshot.environment];
  asked.note?.({ kind: "switch", isOn: environment?.isEnabled === true });
  if (!environment?.isEnabled) return off(found);
  const unmet = unmetOf(asked, key, environment, depth);
  if (unmet) return unmet === "unmet" ? off(found) : unmet;
  for (const rule of environment.rules) {
    if (isMatch(asked, rule)) return serve(asked, found, rule.serve, "TARGETING_MATCH");
  }
  const isStatic = environment.rules.length === 0 && environment.prerequisites.length === 0;
  return serve(asked, found, environment.serve, isStatic ? "STATIC" : "DEFAULT");
}

const refused = (key: string, errorCode: ErrorCode, errorDetails: string): Refused => ({
  key,
  errorCode,
  errorDetails,
});

const off = (found: VersionedFlag): Evaluation => given(found, found.flag.offVariant, "DISABLED");

function given(
  { flag, version }: VersionedFlag,
  variant: string,
  reason: Reason,
  bucket?: number,
): Evaluation {
  const value = flag.variants[variant];
  if (value === undefined)
    return refused(flag.key, "GENERAL", `The flag “${flag.key}” has no variant “${variant}”`);
  const { key } = flag;
  // Written out twice: spreading one into the other is most of what an evaluation costs.
  if (bucket === undefined) return { key, value, variant, reason, version };
  return { key, value, variant, reason, version, bucket };
}

/** Null when all are met. */
function unmetOf(
  asked: Asked,
  key: string,
  { prerequisites }: FlagEnvironment,
  depth: number,
): Refused | "unmet" | null {
  if (depth >= MAX_DEPTH)
    return refused(key, "GENERAL", "The prerequisites go in a circle, or more than ten deep");
  if (prerequisites.length === 0) return null;
  // Steps of the other flag are its own story.
  const quietly = { ...asked, note: undefined };
  for (const { flag, variants } of prerequisites) {
    const got = evaluate(quietly, flag, depth + 1);
    if ("errorCode" in got)
      return refused(key, failureOf(got), `Prerequisite “${flag}”: ${got.errorDetails}`);
    const isMet = got.reason !== "DISABLED" && variants.includes(got.variant);
    asked.note?.({ kind: "prerequisite", flag, got: got.variant, isMet });
    if (!isMet) return "unmet";
  }
  return null;
}

/** The flag itself was found: what its prerequisite lacks is another matter. */
const failureOf = ({ errorCode }: Refused): ErrorCode =>
  errorCode === "FLAG_NOT_FOUND" ? "GENERAL" : errorCode;

function isMatch(asked: Asked, { name, when }: FlagEnvironment["rules"][number]): boolean {
  if (!asked.note) return when.every((condition) => holds(asked, condition));
  const conditions = when.map((condition) => holds(asked, condition));
  const isMatch = conditions.every(Boolean);
  asked.note({ kind: "rule", name, conditions, isMatch });
  return isMatch;
}

function holds({ snapshot, context }: Asked, condition: Condition): boolean {
  if (condition.is !== "inSegment") return fits(condition, context);
  const segment = snapshot.segments.get(condition.segment);
  return (segment !== undefined && isIn(segment, context)) !== condition.isNot;
}

function isIn(segment: Segment, context: Context): boolean {
  const { targetingKey } = context;
  if (typeof targetingKey === "string") {
    if (membersOf(segment.excludes).has(targetingKey)) return false;
    if (membersOf(segment.includes).has(targetingKey)) return true;
  }
  return segment.when.some((all) => all.every((condition) => fits(condition, context)));
}

function serve(asked: Asked, found: VersionedFlag, what: Serve, reason: Reason): Evaluation {
  if ("variant" in what) return given(found, what.variant, reason);
  const { flag } = found;
  const unit = unitOf(flag.unit, asked.context);
  if (unit === undefined)
    return refused(
      flag.key,
      "TARGETING_KEY_MISSING",
      `“${flag.key}” is split by ${flag.unit}: the context needs ${UNIT_FIELDS[flag.unit].join(" or ")}`,
    );
  const { split } = what;
  const bucket = bucketOf(split.salt ?? flag.salt ?? flag.key, unit);
  const variant = holderOf(split.ranges, bucket) ?? split.control;
  if (flag.pinForMs !== undefined) {
    const pinned = pinnedBy(asked, found, unit, variant);
    if (pinned) return pinned;
  }
  asked.note?.({ kind: "bucket", unit: flag.unit, bucket, variant });
  return given(found, variant, "SPLIT", bucket);
}

/** What is gone cannot be kept. */
function pinnedBy(
  asked: Asked,
  found: VersionedFlag,
  unit: string,
  dealt: string,
): Evaluation | null {
  const pinned = asked.pin?.(found, unit, dealt);
  if (!pinned) return null;
  const { variant, until } = pinned;
  const { key, variants, unit: kind } = found.flag;
  const value = variants[variant];
  if (value === undefined || !Object.hasOwn(variants, variant)) return null;
  asked.note?.({ kind: "pin", unit: kind, variant, until, dealt });
  return { key, value, variant, reason: "SPLIT", version: found.version, isPinned: true };
}

const UNIT_FIELDS: Readonly<Record<Unit, readonly string[]>> = {
  user: ["targetingKey"],
  session: ["sessionId"],
  conversation: ["conversationId", "threadId"],
};

/** The text that decides the bucket; an empty one is none. */
function unitOf(unit: Unit, context: Context): string | undefined {
  for (const field of UNIT_FIELDS[unit]) {
    const value = context[field];
    if (typeof value === "string" && value !== "") return value;
  }
  return undefined;
}
