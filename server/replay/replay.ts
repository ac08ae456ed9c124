/** Replays a trace file into a running console, and says what went in. */
import { createHash, randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { addPicos, exactMoney, type Picos } from "@/lib/core/money";
import type { Scope } from "@/lib/core/roles";
import { HOUR } from "@/lib/core/time";
import { priceOf, type Usage } from "@/lib/cost/price";
import { openCatalogue } from "@/lib/cost/rate-card";
import { parseTrace } from "@/lib/replay/trace";
import { replayEvents } from "@/lib/replay/traffic";
import { type EventInput, MAX_AGE_MS } from "@/lib/telemetry/schema";
import { messageOf, PlainError } from "@/server/plain-error";
import { openDoor } from "./door";
import { type Sent, sendEvents } from "./sender";

export type ReplayOptions = {
  readonly file: string;
  readonly url: string;
  readonly key?: string | undefined;
  readonly project?: string | undefined;
  readonly at: Date;
  readonly speed?: number | undefined;
  readonly provider: string;
  readonly model: string;
  readonly onStart?: (events: number) => void;
  readonly onBatch?: (events: number) => void;
};

/** What the file holds, and what became of it. */
export type ReplaySummary = Sent & {
  readonly file: string;
  readonly project: string | null;
  readonly calls: number;
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly outputTokens: number;
  /** By this catalogue; null when the model has no price. */
  readonly costPicos: Picos | null;
  readonly from: Date;
  readonly to: Date;
  readonly seconds: number;
};

/** Old enough that the clock of the replay could carry it over the edge of the ingestion window. */
const MARGIN_MS = HOUR;

export async function replay(options: ReplayOptions): Promise<ReplaySummary> {
  const bytes = readTrace(options.file);
  const trace = parseTrace(bytes.toString("utf8"));
  const fileId = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  const endMs = options.at.getTime();
  const { provider, model } = options;
  const fileName = path.basename(options.file);
  const savedUsd = await savingsAt(provider, model);
  const plan = { fileId, fileName, endMs, provider, model, savedUsd };
  const events = replayEvents(trace, plan);
  const from = new Date(Math.floor(endMs - trace.spanMs));
  const isOld = from.getTime() < Date.now() - MAX_AGE_MS + MARGIN_MS;
  const scopes: Scope[] = isOld ? ["ingest", "import"] : ["ingest"];
  const door = await openDoor({ key: options.key, project: options.project, scopes });
  try {
    const began = performance.now();
    options.onStart?.(events.length);
    const sent = await sendEvents(events, {
      ...options,
      key: door.key,
      // Of this run: a second run must hear how much of it was there already.
      idempotency: `replay-${randomUUID()}`,
    });
    const seconds = Math.round(performance.now() - began) / 1_000;
    const totals = await totalsOf(events);
    const where = { file: plan.fileName, project: door.project, from, to: options.at };
    return { ...where, ...totals, ...sent, seconds };
  } finally {
    await door.close();
  }
}

/** What a token read from the cache would have cost afresh, less what the read itself costs. */
async function savingsAt(provider: string, model: string) {
  const catalogue = await openCatalogue();
  return (cachedTokens: number, at: Date): string | null => {
    const card = catalogue.rateCardFor(provider, model, at);
    const picos = (usage: Partial<Usage>) => priceOf({ ...NO_TOKENS, ...usage }, card)?.picos;
    const fresh = picos({ inputTokens: cachedTokens });
    const read = picos({ cacheReadTokens: cachedTokens });
    return fresh === undefined || read === undefined ? null : exactDollars(fresh - read);
  };
}

const NO_TOKENS: Usage = {
  inputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 0,
};

const exactDollars = (picos: Picos): string => exactMoney(picos).replace(/[$,]/g, "");

function readTrace(file: string): Buffer {
  try {
    return fs.readFileSync(file);
  } catch (error) {
    throw new PlainError(`The trace cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

type Call = Extract<EventInput, { kind: "llm_call" }>;

async function totalsOf(events: readonly EventInput[]) {
  const calls = events.filter((event): event is Call => event.kind === "llm_call");
  const total = (field: "inputTokens" | "cacheReadTokens" | "outputTokens") =>
    calls.reduce((sum, call) => sum + (call[field] ?? 0), 0);
  const catalogue = await openCatalogue();
  const prices = calls.map((call) => {
    const card = catalogue.rateCardFor(call.provider, call.model, new Date(call.ts));
    const { inputTokens = 0, cacheReadTokens = 0, outputTokens = 0 } = call;
    const usage = { inputTokens, cacheReadTokens, cacheWriteTokens: 0, outputTokens };
    return priceOf(usage, card)?.picos;
  });
  const priced = prices.filter((picos) => picos !== undefined);
  return {
    calls: calls.length,
    inputTokens: total("inputTokens"),
    cacheReadTokens: total("cacheReadTokens"),
    outputTokens: total("outputTokens"),
    costPicos: priced.length > 0 ? addPicos(priced) : null,
  };
}
