/** The severities that other systems name, in ours. */
import type { Severity } from "./schema";

const SEVERITY_WORDS: Readonly<Record<string, Severity>> = {
  critical: "critical",
  page: "critical",
  emergency: "critical",
  error: "high",
  high: "high",
  major: "high",
  warning: "medium",
  warn: "medium",
  medium: "medium",
  ticket: "medium",
  minor: "low",
  low: "low",
  info: "low",
  none: "low",
};

/** Undefined for a word that nobody agreed on. */
export function severityOf(word: string): Severity | undefined {
  const known = word.toLowerCase();
  return Object.hasOwn(SEVERITY_WORDS, known) ? SEVERITY_WORDS[known] : undefined;
}
