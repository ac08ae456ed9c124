/** Partial rollups as COPY wants them: a table, its columns and the lines. */
import { encode } from "@/lib/core/sketch";
import { copyBytes, copyJson, copyText, copyTime } from "@/lib/telemetry/copy-text";
import type { CounterPartial } from "./counters";
import type { ErrorPartial } from "./errors";
import type { Partials } from "./fold";
import type { PulsePartial, UserPartial } from "./people";
import type { SketchPartial } from "./sketches";
import type { TallyPartial } from "./tallies";

export type CopyBlock = {
  readonly table: string;
  readonly columns: string;
  readonly text: string;
};

/** A little below what an int8 holds; nobody owes nine million dollars a minute, but anybody may claim it. */
const MOST_PICOS = 9_000_000_000_000_000_000n;
const money = (picos: bigint): bigint => (picos > MOST_PICOS ? MOST_PICOS : picos);

/** Families in a fixed order; those without rows are left out. */
export function copyBlocks(partials: Partials): CopyBlock[] {
  const blocks = [
    block("counter_partial", COUNTER_COLUMNS, partials.counters, counterLine),
    block("sketch_partial", SKETCH_COLUMNS, partials.sketches, sketchLine),
    block("tally_partial", TALLY_COLUMNS, partials.tallies, tallyLine),
    block("user_activity_partial", USER_COLUMNS, partials.users, userLine),
    block("error_partial", ERROR_COLUMNS, partials.errors, errorLine),
    block("pulse_partial", PULSE_COLUMNS, partials.pulses, pulseLine),
  ];
  return blocks.filter(({ text }) => text !== "");
}

function block<T>(
  table: string,
  columns: string,
  rows: ReadonlyMap<string, T>,
  lineOf: (row: T) => string,
): CopyBlock {
  let text = "";
  for (const row of rows.values()) text += lineOf(row);
  return { table, columns, text };
}

const line = (columns: readonly (string | number | bigint)[]): string => `${columns.join("\t")}\n`;

const COUNTER_COLUMNS =
  "project_id, bucket, environment, agent, agent_type, provider, model, version, variant, " +
  "requests, errors, degraded, cache_hits, cache_lookups, calls, call_errors, unpriced_calls, " +
  "unpriced_tokens, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, " +
  "reasoning_tokens, cost_picos, error_cost_picos, avoided_picos, duration_ms";

const counterLine = ({ key, ...sums }: CounterPartial) =>
  line([
    key.place,
    copyText(key.agent),
    copyText(key.agentType),
    copyText(key.provider),
    copyText(key.model),
    copyText(key.version),
    copyText(key.variant),
    sums.requests,
    sums.errors,
    sums.degraded,
    sums.cacheHits,
    sums.cacheLookups,
    sums.calls,
    sums.callErrors,
    sums.unpricedCalls,
    sums.unpricedTokens,
    sums.inputTokens,
    sums.cacheReadTokens,
    sums.cacheWriteTokens,
    sums.outputTokens,
    sums.reasoningTokens,
    money(sums.costPicos),
    money(sums.errorCostPicos),
    money(sums.avoidedPicos),
    sums.durationMs,
  ]);

const SKETCH_COLUMNS =
  "project_id, bucket, environment, subject, dim, key, n, sum, min, max, last, last_at, h";

const sketchLine = ({ key, subject, dim, name, sketch, last, lastAt }: SketchPartial): string =>
  `${key.place}\t${subject}\t${dim}\t${copyText(name)}\t${sketch.n}\t${sketch.sum}\t${sketch.min}\t${
    sketch.max
  }\t${last}\t${copyTime(lastAt)}\t${copyBytes(encode(sketch))}\n`;

const TALLY_COLUMNS = "project_id, bucket, environment, kind, agent, name, label, n, sum";

const tallyLine = ({ key, kind, name, label, n, sum }: TallyPartial): string =>
  `${key.place}\t${kind}\t${copyText(key.agent)}\t${copyText(name)}\t${copyText(label)}\t${n}\t${sum}\n`;

const USER_COLUMNS =
  "project_id, bucket, environment, user_id, requests, errors, cost_picos, feedback_n, " +
  "feedback_sum, last_at";

const userLine = (one: UserPartial): string =>
  `${one.key.place}\t${copyText(one.user)}\t${one.requests}\t${one.errors}\t${money(one.costPicos)}\t${
    one.feedbackN
  }\t${one.feedbackSum}\t${copyTime(one.lastAt)}\n`;

const ERROR_COLUMNS =
  "project_id, environment, fingerprint, agent, provider, error_type, title, n, first_at, " +
  "last_at, users, sample";

const errorLine = ({ key, users, ...group }: ErrorPartial) =>
  line([
    key.projectId,
    copyText(key.environment),
    copyText(group.fingerprint),
    copyText(key.agent),
    copyText(key.provider),
    copyText(group.errorType),
    copyText(group.title),
    group.n,
    copyTime(group.firstAt),
    copyTime(group.lastAt),
    copyText(arrayText(users)),
    copyJson(group.samples),
  ]);

/** The text of a Postgres array, each element quoted. */
const arrayText = (words: Iterable<string>): string =>
  `{${Array.from(words, (word) => `"${word.replace(/[\\"]/g, "\\$&")}"`).join(",")}}`;

const PULSE_COLUMNS = "project_id, environment, kind, n, first_at, newest_at, received_at";

const pulseLine = ({ projectId, environment, kind, n, ...seen }: PulsePartial) =>
  line([
    projectId,
    copyText(environment),
    kind,
    n,
    copyTime(seen.firstAt),
    copyTime(seen.newestAt),
    copyTime(seen.receivedAt),
  ]);
