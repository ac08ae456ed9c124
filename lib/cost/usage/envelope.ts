/** What one line of raw usage says beside its counts: provider, model, instant, form and service tier. */
import { Fault } from "@/lib/core/fault";
import { SERVICE_TIERS, type ServiceTier } from "@/lib/cost/service-tier";
import { type DialectName, dialectNamed, dialectOf, fieldsAt } from "./dialect";
import { type Fields, isFields, refusal } from "./field";

export type Envelope = {
  readonly provider: string;
  readonly model: string | null;
  /** Null: the line does not say when. */
  readonly at: Date | null;
  readonly dialect: DialectName;
  /** Null: the ordinary one. */
  readonly serviceTier: ServiceTier | null;
  readonly body: Fields;
};

const PROVIDER = ["provider", "provider_id", "providerId", "gen_ai.provider.name", "gen_ai.system"];
const MODEL = ["model", "modelVersion", "model_id", "modelId", "gen_ai.response.model"];
const INSTANT = ["at", "timestamp", "ts", "created", "created_at", "createTime"];
const FLAVOR = ["api_flavor", "apiFlavor", "flavor"];
const TIER = ["service_tier", "serviceTier", "trafficType", "speed"];

/** A line is the answer itself, or names around an answer in `body` or `response`. */
export function envelopeOf(line: unknown): Envelope {
  if (!isFields(line)) throw new Fault("invalid", "A line must be a JSON object");
  const body = bodyIn(line);
  const usage = fieldsAt(body, "usage") ?? fieldsAt(body, "usageMetadata") ?? {};
  const model = textAt([line, body], MODEL);
  const flavor = textAt([line], FLAVOR);
  const dialect = dialectNamed(flavor) ?? dialectOf(body, model);
  if (dialect === null) throw refusal("usage", "there is no usage of a form that we know");
  return {
    provider: textAt([line, body], PROVIDER) ?? providerOf(dialect, model),
    model,
    at: instantIn(line) ?? instantIn(body),
    dialect,
    serviceTier: serviceTierOf(textAt([line, body, usage], TIER)),
    body,
  };
}

/** Counts without anything around them are taken for the usage. */
function bodyIn(line: Fields): Fields {
  for (const name of ["body", "response"] as const) {
    const inner = line[name];
    if (isFields(inner) && dialectOf(line, null) === null) return inner;
  }
  if (dialectOf(line, null) !== null) return line;
  if ("usage" in line || "usageMetadata" in line) return line;
  if ("promptTokenCount" in line) return { ...line, usageMetadata: line };
  return { ...line, usage: line };
}

function textAt(from: readonly Fields[], names: readonly string[]): string | null {
  for (const fields of from)
    for (const name of names) {
      const value = fields[name];
      if (typeof value === "string" && value.trim() !== "") return value.trim();
    }
  return null;
}

/** Seconds since 1970 below it, milliseconds from it on. */
const MILLISECONDS_FROM = 100_000_000_000;

function instantIn(from: Fields): Date | null {
  for (const name of INSTANT) {
    const value = from[name];
    if (value === undefined || value === null) continue;
    const at = new Date(typeof value === "number" ? inMilliseconds(value) : String(value));
    if (Number.isNaN(at.getTime())) throw refusal(name, `${JSON.stringify(value)} is no instant`);
    return at;
  }
  return null;
}

const inMilliseconds = (value: number): number =>
  value < MILLISECONDS_FROM ? value * 1_000 : value;

const BEDROCK = /^(?:[a-z]+\.)?(?:anthropic|amazon|meta|cohere|mistral|ai21|deepseek)\.|^arn:aws:/;

/** Whom a form belongs to when nobody says; an empty name lets the model decide. */
function providerOf(dialect: DialectName, model: string | null): string {
  if (dialect === "converse" || dialect === "invocation") return "aws";
  if (BEDROCK.test(model ?? "")) return "aws";
  if (dialect === "gemini") return "google";
  return dialect === "cohere" || dialect === "cohereEmbeddings" ? "cohere" : "";
}

function serviceTierOf(written: string | null): ServiceTier | null {
  const name = written?.toLowerCase() ?? "";
  return SERVICE_TIERS.find((tier) => name.includes(tier)) ?? null;
}
