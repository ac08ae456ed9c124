/** The log: one line per event, JSON for machines or text for a terminal, secrets never in it. */
import { variable } from "./env";
import { shared } from "./process";

export type LogLevel = "debug" | "info" | "warn" | "error";
export type LogFields = Readonly<Record<string, unknown>>;

const RANK: Record<LogLevel, number> = { debug: 10, info: 20, warn: 30, error: 40 };
const SECRET_NAME =
  /passw|secret|authorization|cookie|credential|api[-_]?key$|^token$|[a-z]Token$|[-_]token$|database_?url/i;
const URL_PASSWORD = /\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@]+@/gi;
const OWN_KEY = /\bwh_[\w-]{32,}/g;
const BEARER = /\b(Bearer|Basic)\s+[\w.~+/=-]+/gi;
const MAX_TEXT = 4_000;

type Settings = { readonly rank: number; readonly json: boolean };

/** A broken environment must still be able to complain about itself. */
function settings(): Settings {
  return shared("log-settings", () => {
    try {
      const level = variable("WHEELHOUSE_LOG_LEVEL");
      const format = variable("WHEELHOUSE_LOG_FORMAT");
      const json = format ? format === "json" : !process.stderr.isTTY;
      return { rank: RANK[level], json };
    } catch {
      return { rank: RANK.info, json: !process.stderr.isTTY };
    }
  });
}

function scrub(text: string): string {
  const short = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
  return short
    .replace(OWN_KEY, "wh_[redacted]")
    .replace(URL_PASSWORD, "$1:[redacted]@")
    .replace(BEARER, "$1 [redacted]");
}

/** A copy that is safe to write down: secrets replaced, errors unfolded, depth bounded. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return scrub(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value;
  if (depth >= 5) return "[deep]";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Error) return redactError(value, depth);
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      SECRET_NAME.test(name) ? "[redacted]" : redact(inner, depth + 1),
    ]),
  );
}

function redactError(error: Error, depth: number): object {
  const code = (error as { code?: unknown }).code;
  return {
    name: error.name,
    message: scrub(error.message),
    ...(code !== undefined && { code: redact(code) }),
    ...(error.stack && { stack: scrub(error.stack) }),
    ...(error.cause !== undefined && { cause: redact(error.cause, depth + 1) }),
  };
}

/** Control characters would let a message forge lines or drive a terminal. */
function escapeControls(text: string, keepNewlines = false): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (c) =>
    keepNewlines && c === "\n" ? c : `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

export function formatLine(
  at: Date,
  level: LogLevel,
  message: string,
  fields: LogFields,
  json: boolean,
): string {
  const safe = redact(fields) as Record<string, unknown>;
  const head = { at: at.toISOString(), level, message: scrub(message) };
  // JSON.stringify escapes C0 but lets DEL and C1 through.
  if (json) return escapeControls(JSON.stringify({ ...head, ...safe }));
  const { error, ...rest } = safe;
  const tail = Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : "";
  const stack = (error as { stack?: string } | undefined)?.stack;
  const trouble = error === undefined ? "" : `\n${stack ?? JSON.stringify(error)}`;
  const line = escapeControls(`${head.message}${tail}`);
  return `${head.at.slice(11, 19)} ${level.padEnd(5)} ${line}${escapeControls(trouble, true)}`;
}

function write(level: LogLevel, message: string, fields: LogFields): void {
  const { rank, json } = settings();
  if (RANK[level] < rank) return;
  process.stderr.write(`${formatLine(new Date(), level, message, fields, json)}\n`);
}

export const log = {
  debug: (message: string, fields: LogFields = {}) => write("debug", message, fields),
  info: (message: string, fields: LogFields = {}) => write("info", message, fields),
  warn: (message: string, fields: LogFields = {}) => write("warn", message, fields),
  error: (message: string, fields: LogFields = {}) => write("error", message, fields),
};
