/** A recorded trace of LLM traffic: when each call came, and how many tokens went in and out. */
import { Fault } from "@/lib/core/fault";

export type TraceCall = {
  /** Position in the file, from 0. */
  readonly row: number;
  /** Since the first call of the file, in order of arrival. */
  readonly offsetMs: number;
  /** All input tokens, cached ones included. */
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
};

type TraceFormat = "azure-llm-2023" | "mooncake";
export type Trace = {
  readonly format: TraceFormat;
  readonly calls: readonly TraceCall[];
  /** From the first to the last call. */
  readonly spanMs: number;
};

const AZURE_HEADER = "TIMESTAMP,ContextTokens,GeneratedTokens";
const AZURE_ROW = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)\.(\d{1,9}),(\d+),(\d+)$/;
/** Mooncake hashes its prompts in blocks of this many tokens. */
const BLOCK_TOKENS = 512;

/** Recognises the format by its first line. */
export function parseTrace(text: string): Trace {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const [first = ""] = lines;
  if (first.replace(/^\uFEFF/, "") === AZURE_HEADER) {
    return traceOf("azure-llm-2023", lines.slice(1).map(azureCall));
  }
  if (first.startsWith("{")) return traceOf("mooncake", mooncakeCalls(lines));
  throw new Fault(
    "invalid",
    "This is neither an Azure LLM inference trace (CSV) nor a Mooncake trace (JSONL)",
    { line: 1 },
  );
}

/** Offsets from the earliest call; the file's own order is kept. */
function traceOf(
  format: TraceFormat,
  calls: readonly (Omit<TraceCall, "offsetMs"> & { readonly atMs: number })[],
): Trace {
  if (calls.length === 0) throw new Fault("invalid", "The trace holds no calls");
  const first = calls.reduce((least, { atMs }) => Math.min(least, atMs), Number.POSITIVE_INFINITY);
  const last = calls.reduce((most, { atMs }) => Math.max(most, atMs), Number.NEGATIVE_INFINITY);
  return {
    format,
    spanMs: last - first,
    calls: calls.map(({ atMs, ...call }) => ({ ...call, offsetMs: atMs - first })),
  };
}

/** The clock of the trace has ticks of 100 ns and no zone: taken as UTC, the fraction kept. */
function azureCall(line: string, row: number) {
  const [, day, time, fraction = "", input, output] = AZURE_ROW.exec(line) ?? [];
  const atMs = Date.parse(`${day}T${time}Z`) + Number(`0.${fraction}`) * 1_000;
  if (Number.isNaN(atMs)) {
    throw new Fault("invalid", `Line ${row + 2} is not \`time,ContextTokens,GeneratedTokens\``, {
      line: row + 2,
    });
  }
  return { row, atMs, inputTokens: Number(input), cachedTokens: 0, outputTokens: Number(output) };
}

/** A prefix cache that never forgets: a block that was seen before need not be read again. */
function mooncakeCalls(lines: readonly string[]) {
  const seen = new Set<number>();
  return lines.map((line, row) => {
    const { timestamp, input_length, output_length, hash_ids } = mooncakeLine(line, row);
    const fresh = hash_ids.findIndex((id) => !seen.has(id));
    const run = fresh === -1 ? hash_ids.length : fresh;
    for (const id of hash_ids) seen.add(id);
    return {
      row,
      atMs: timestamp,
      inputTokens: input_length,
      cachedTokens: Math.min(input_length, run * BLOCK_TOKENS),
      outputTokens: output_length,
    };
  });
}

type MooncakeLine = {
  readonly timestamp: number;
  readonly input_length: number;
  readonly output_length: number;
  readonly hash_ids: readonly number[];
};

function mooncakeLine(line: string, row: number): MooncakeLine {
  const value = parsed(line);
  const isCount = (name: keyof MooncakeLine) => Number.isFinite(value?.[name]);
  if (
    value &&
    isCount("timestamp") &&
    isCount("input_length") &&
    isCount("output_length") &&
    Array.isArray(value.hash_ids)
  ) {
    return value as MooncakeLine;
  }
  throw new Fault("invalid", `Line ${row + 1} is not a Mooncake call`, { line: row + 1 });
}

function parsed(line: string): Partial<MooncakeLine> | null {
  try {
    return JSON.parse(line) as Partial<MooncakeLine> | null;
  } catch {
    return null;
  }
}
