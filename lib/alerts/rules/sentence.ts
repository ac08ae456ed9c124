/** A rule read aloud: what has to happen, for how long, who comes, and when it is over. */
import { figureText, figureUnitOf } from "@/lib/alerts/figure";
import type { Filter } from "@/lib/alerts/filter";
import type { Rule, Severity } from "@/lib/alerts/schema";
import { comparisonWords, signalWords } from "@/lib/alerts/words";
import { spanWords } from "@/lib/core/format";

type Said = Omit<Rule, "name" | "description">;

/** The whole of it, in sentences. */
export function ruleSentence(rule: Said): string {
  const subject = subjectWords(rule);
  const isSilence = rule.signal.kind === "absence";
  return [
    `When ${isSilence ? `no ${subject} arrive` : `the ${subject} is ${boundWords(rule)}`}${overWords(rule)}${forWords(rule)}, ${WHO[rule.severity]}.`,
    endWords(rule),
    silenceWords(rule),
  ]
    .filter((part) => part !== "")
    .join(" ");
}

const WHO: Readonly<Record<Severity, string>> = {
  critical: "page now, everybody on the escalation (critical)",
  high: "page whoever is on call (high)",
  medium: "tell the channel (medium)",
  low: "keep it for review (low)",
};

function subjectWords({ signal, filters, groupBy }: Said): string {
  const by = groupBy.length === 0 ? "" : ` by ${groupBy.map(fieldWords).join(", ")}`;
  const where = filters.length === 0 ? "" : ` where ${filters.map(filterWords).join(" and ")}`;
  return `${signalWords(signal)}${by}${where}`;
}

const boundWords = ({ signal, comparison, threshold }: Said): string =>
  `${comparisonWords(comparison)} ${figureText(figureUnitOf(signal), threshold) ?? "…"}`;

/** Costs of a day, a week or a month say their time themselves. */
const overWords = ({ signal, windowMs }: Said): string =>
  signal.kind === "cost" && signal.over !== "window" ? "" : ` over ${spanWords(windowMs)}`;

const forWords = ({ forMs }: Said): string => (forMs > 0 ? ` for ${spanWords(forMs)}` : "");

function endWords({ signal, comparison, recoveryThreshold, keepFiringForMs }: Said): string {
  if (recoveryThreshold === null && keepFiringForMs === 0) return "";
  const back =
    recoveryThreshold === null
      ? "it is over"
      : `it is no longer ${comparisonWords(comparison)} ${figureText(figureUnitOf(signal), recoveryThreshold)}`;
  const kept = keepFiringForMs > 0 ? ` and has stayed so for ${spanWords(keepFiringForMs)}` : "";
  return `It ends when ${back}${kept}.`;
}

function silenceWords({ minSample, noData, signal }: Said): string {
  const few = minSample > 0 ? `Fewer than ${minSample} samples mean nothing.` : "";
  if (signal.kind === "absence") return few;
  const silent = {
    ok: "Silence counts as well.",
    keep: "Missing data changes nothing.",
    noData: `Silence${noData.policy === "noData" && noData.forMs > 0 ? ` for ${spanWords(noData.forMs)}` : ""} is an alert of its own.`,
    alerting: "Silence counts as a breach.",
  }[noData.policy];
  return few === "" ? silent : `${few} ${silent}`;
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
  agentType: "agent type",
  series: "series",
  gate: "quality gate",
};

/** `label:job` is said as the label is called. */
export const fieldWords = (on: string): string =>
  FIELD_WORDS[on] ?? (on.startsWith("label:") ? on.slice("label:".length) : on);

const OPERATOR_WORDS: Readonly<Record<Filter["op"], string>> = {
  is: "is",
  isNot: "is not",
  like: "is like",
  notLike: "is not like",
};

function filterWords({ on, op, values }: Filter): string {
  const named = values.map((value) => (value === "" ? "absent" : `“${value}”`));
  return `${fieldWords(on)} ${OPERATOR_WORDS[op]} ${named.join(" or ")}`;
}
