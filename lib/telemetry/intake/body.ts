/** From the bytes of a request to a list of would-be events, without trusting their size, type or text. */
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { Fault } from "@/lib/core/fault";
import type { Delivery } from "@/lib/platform/operation";
import { MAX_BODY_BYTES, MAX_EVENTS } from "@/lib/telemetry/schema";

const inflate = promisify(gunzip);

/** 413 too large, 415 not JSON, 400 malformed. */
export async function eventsIn(delivery: Delivery): Promise<readonly unknown[]> {
  const isLines = formatOf(delivery.contentType) === "lines";
  const text = wellFormed((await plain(delivery)).toString("utf8"));
  const events = isLines ? linesOf(text) : listOf(parse(text));
  if (events.length > MAX_EVENTS) {
    throw new Fault("too-large", `At most ${MAX_EVENTS} events in one request`, {
      expected: MAX_EVENTS,
    });
  }
  return events;
}

const FORMATS: Readonly<Record<string, "document" | "lines">> = {
  "application/json": "document",
  "text/json": "document",
  "application/x-ndjson": "lines",
  "application/ndjson": "lines",
  "application/jsonl": "lines",
};

function formatOf(contentType: string | null): "document" | "lines" {
  const [type = ""] = (contentType ?? "application/json").split(";");
  const format = FORMATS[type.trim().toLowerCase()];
  if (!format) {
    throw new Fault("unsupported-type", "Send application/json or application/x-ndjson", {
      field: "content-type",
    });
  }
  return format;
}

/** A small body may unfold into a huge one, so the limit holds while it unfolds. */
async function plain({ body, contentEncoding }: Delivery): Promise<Buffer> {
  if (body.length > MAX_BODY_BYTES) throw tooLarge();
  const encoding = (contentEncoding ?? "identity").trim().toLowerCase();
  if (encoding === "identity" || encoding === "") return body;
  if (encoding !== "gzip" && encoding !== "x-gzip") {
    throw new Fault("unsupported-type", "Send the body plain or with gzip", {
      field: "content-encoding",
    });
  }
  try {
    return await inflate(body, { maxOutputLength: MAX_BODY_BYTES });
  } catch (cause) {
    if ((cause as { code?: string }).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge();
    throw new Fault("invalid", "The body is not valid gzip", {}, { cause });
  }
}

const tooLarge = () =>
  new Fault("too-large", `At most ${MAX_BODY_BYTES / 1024 / 1024} MiB, also after inflation`, {
    expected: MAX_BODY_BYTES,
  });

const SUSPECT = /\\u(?:0000|[dD][89abAB])|\\u[dD][c-fC-F]/;
const ESCAPES =
  /\\\\|\\u0000|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89a-fA-F][0-9a-fA-F]{2}/g;

/**
 * Postgres stores neither NUL nor half a surrogate pair. Both can only arrive as escapes; the
 * pattern takes escaped backslashes and whole pairs first, so that what it alters is what it means.
 */
function wellFormed(text: string): string {
  if (!text.includes("\\u") || !SUSPECT.test(text)) return text;
  return text.replace(ESCAPES, (found) => {
    if (found === "\\\\" || found.length === 12) return found;
    return found === "\\u0000" ? "" : "\\ufffd";
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (cause) {
    throw new Fault("invalid", "The body is not JSON", {}, { cause });
  }
}

function linesOf(text: string): unknown[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (lines.length > MAX_EVENTS) return lines;
  return lines.map(parse);
}

function listOf(document: unknown): readonly unknown[] {
  const list = Array.isArray(document) ? document : (document as { events?: unknown })?.events;
  if (!Array.isArray(list)) {
    throw new Fault("invalid", 'Send {"events": [...]} or a list of events', { field: "events" });
  }
  return list;
}
