/** Same failure, same fingerprint: what varies from one occurrence to the next is taken out of the message. */
import { fingerprint64 } from "@/lib/core/hash";
import { clip } from "./clip";

/** The beginning of a message says what happened; the rest is data and stack. */
const MESSAGE_READ = 400;

const VARIABLE: readonly (readonly [pattern: RegExp, stands: string])[] = [
  [/https?:\/\/[^\s"'<>)\]]+/gi, "<url>"],
  [/[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}/g, "<email>"],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "<id>"],
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?/g, "<time>"],
  [/\b(?:req|run|call|msg|thread|sess|org|proj|key|sk|pk)[_-][\w-]{6,}/gi, "<id>"],
  [/\b0x[0-9a-f]+\b/gi, "<hex>"],
  [/\b(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,}\b/gi, "<hex>"],
  [/(["'`])(?:(?!\1).){1,200}\1/g, "<text>"],
  [/\d+(?:[.,]\d+)*/g, "<n>"],
];

export function normaliseMessage(message: string): string {
  const head = clip(message, MESSAGE_READ);
  const plain = VARIABLE.reduce((text, [pattern, stands]) => text.replace(pattern, stands), head);
  return plain.replace(/\s+/g, " ").trim();
}

export type Failure = {
  readonly type: string;
  readonly message?: string | undefined;
  readonly fingerprint?: string | undefined;
};

/** The client's own fingerprint if it sent one. */
export function fingerprintOf(failure: Failure, agent: string | undefined): string {
  if (failure.fingerprint !== undefined) return failure.fingerprint;
  return fingerprint64([failure.type, normaliseMessage(failure.message ?? ""), agent ?? ""]);
}

/** The group's name: the first line as it was first seen. */
export function titleOf(failure: Failure): string {
  const line = failure.message?.trim().split("\n", 1)[0];
  return line ? clip(line, 300).trim() : failure.type;
}
