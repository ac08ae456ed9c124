/** Rows in the text format of COPY: tab between columns, one line a row. */
import type { Row } from "./row";

/** The order of `lineOf`. */
export const EVENT_COLUMNS =
  "ts, received_at, event_id, project_id, shard_key, kind, is_error, degraded, status_code, " +
  "input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, " +
  "cost_picos, client_cost_picos, avoided_picos, duration_ms, ttft_ms, value, environment, " +
  "agent, agent_type, trace_id, parent_id, user_id, session_id, version, variant, provider, " +
  "model, price_version, status, cache, cache_layer, error_type, fingerprint, name, message, " +
  "attributes";

const ESCAPED: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
};
const SPECIAL = /[\\\t\n\r]/;
const ALL_SPECIAL = /[\\\t\n\r]/g;

export const copyText = (text: string): string =>
  SPECIAL.test(text) ? text.replace(ALL_SPECIAL, (c) => ESCAPED[c] ?? c) : text;

const word = (text: string | null): string => (text === null ? "\\N" : copyText(text));
const number = (value: number | bigint | null | undefined): string =>
  value === null || value === undefined ? "\\N" : String(value);

/** Neighbours in a batch mostly share their second. */
let second = { atMs: Number.NaN, text: "" };

export function copyTime(atMs: number): string {
  const ms = atMs % 1_000;
  if (atMs - ms !== second.atMs) {
    second = { atMs: atMs - ms, text: new Date(atMs - ms).toISOString().slice(0, 20) };
  }
  return `${second.text}${ms < 10 ? "00" : ms < 100 ? "0" : ""}${ms}Z`;
}

/** Postgres reads two hexadecimal digits a byte; the backslash is COPY's own to escape. */
export const copyBytes = (bytes: Uint8Array): string =>
  `\\\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex")}`;

export const copyJson = (value: unknown): string => copyText(JSON.stringify(value));

const flag = (value: boolean | null): string => (value === null ? "\\N" : value ? "t" : "f");

const NO_TOKENS = "\\N\t\\N\t\\N\t\\N\t\\N";
const NO_MONEY = "\\N\t\\N\t\\N";
const NO_DETAILS = "\\N\t\\N\t\\N\t\\N";

/** Most events have none of a group of columns, and one word says so. */
const tokensOf = ({ tokens }: Row): string =>
  tokens === null
    ? NO_TOKENS
    : `${tokens.inputTokens}\t${tokens.cacheReadTokens}\t${tokens.cacheWriteTokens}\t${tokens.outputTokens}\t${tokens.reasoningTokens}`;

const moneyOf = ({ costPicos, clientCostPicos, avoidedPicos }: Row): string =>
  costPicos === null && clientCostPicos === null && avoidedPicos === null
    ? NO_MONEY
    : `${number(costPicos)}\t${number(clientCostPicos)}\t${number(avoidedPicos)}`;

const detailsOf = ({ failure, fingerprint, name, message }: Row): string =>
  failure === null && fingerprint === null && name === null && message === null
    ? NO_DETAILS
    : `${word(failure?.type ?? null)}\t${word(fingerprint)}\t${word(name)}\t${word(message)}`;

/** One line of `event`; `received` is ISO text, the same for a whole submission. */
export const lineOf = (row: Row, received: string): string =>
  `${copyTime(row.ts)}\t${received}\t${row.id}\t${row.projectId}\t${row.shardKey}\t${
    row.kind
  }\t${flag(row.isError)}\t${flag(row.degraded)}\t${number(row.statusCode)}\t${tokensOf(
    row,
  )}\t${moneyOf(row)}\t${number(row.durationMs)}\t${number(row.ttftMs)}\t${number(
    row.value,
  )}\t${copyText(row.environment)}\t${word(row.agent)}\t${word(row.agentType)}\t${word(
    row.traceId,
  )}\t${word(row.parentId)}\t${word(row.user)}\t${word(row.session)}\t${word(
    row.version,
  )}\t${word(row.variant)}\t${word(row.provider)}\t${word(row.model)}\t${word(
    row.priceVersion,
  )}\t${word(row.status)}\t${word(row.cache)}\t${word(row.cacheLayer)}\t${detailsOf(row)}\t${
    row.attributes === null ? "\\N" : copyJson(row.attributes)
  }\n`;

/** Lines as one run of bytes: each is encoded while it is small and new, which a long text is not. */
export class Lines {
  #bytes = Buffer.allocUnsafe(64 * 1024);
  #length = 0;

  add(line: string): void {
    // No character takes more than three bytes of UTF-8.
    const most = this.#length + line.length * 3;
    if (most > this.#bytes.length) {
      const wider = Buffer.allocUnsafe(Math.max(most, this.#bytes.length * 2));
      this.#bytes.copy(wider, 0, 0, this.#length);
      this.#bytes = wider;
    }
    this.#length += this.#bytes.write(line, this.#length);
  }

  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }
}
