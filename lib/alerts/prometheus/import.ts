/** Prometheus rule files, already parsed, as rules of ours: as far as they go, with the reason where they do not. */
import { z } from "zod";
import { type RuleInput, ruleSchema, TICK_MS } from "@/lib/alerts/schema";
import { severityOf } from "@/lib/alerts/severity-word";
import { usesValue } from "@/lib/alerts/template";
import { Fault } from "@/lib/core/fault";
import { firstOf, misfit } from "@/lib/core/misfit/misfit";
import { durationMs } from "@/lib/core/span-text";
import { HOUR } from "@/lib/core/time";
import { translated } from "./expression";

export type Imported = {
  readonly group: string;
  readonly name: string;
  readonly expr: string;
} & (
  | { readonly rule: RuleInput; readonly notes: readonly string[] }
  | { readonly rule: null; readonly reason: string }
);

const words = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const duration = words.optional();
const promRuleSchema = z.object({
  alert: words.optional(),
  record: words.optional(),
  expr: words,
  for: duration,
  keep_firing_for: duration,
  labels: z.record(z.string(), words).nullish(),
  annotations: z.record(z.string(), words).nullish(),
});
type PromRule = z.output<typeof promRuleSchema>;

const groupSchema = z.object({
  name: words.default(""),
  interval: duration,
  rules: z.array(z.unknown()).nullish(),
});
const groupsSchema = z.object({ groups: z.array(groupSchema) });
/** A rule file, or the manifest of the operator around one. */
const fileSchema = z.union([
  groupsSchema,
  z.object({ spec: groupsSchema }).transform(({ spec }) => spec),
]);
type Group = z.output<typeof groupSchema>;

/** One answer for each rule of the file, in its order. */
export function importPrometheus(content: unknown): Imported[] {
  const file = fileSchema.safeParse(content);
  if (!file.success)
    throw new Fault("invalid", "The file is no Prometheus rule file: it has no list of `groups`");
  return file.data.groups.flatMap((group) =>
    (group.rules ?? []).map((one) => importRule(group, one)),
  );
}

function importRule(group: Group, content: unknown): Imported {
  const parsed = promRuleSchema.safeParse(content);
  if (!parsed.success) {
    const reason = `it is no rule: ${firstOf(parsed.error, "it")}`;
    return { group: group.name, name: "", expr: "", rule: null, reason };
  }
  const { alert, record, expr } = parsed.data;
  const about = { group: group.name, name: alert ?? record ?? "", expr };
  if (alert === undefined)
    return { ...about, rule: null, reason: "it records a metric and alerts of nothing" };
  try {
    return { ...about, ...ruleOf(group, alert, parsed.data) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { ...about, rule: null, reason: error.message };
  }
}

function ruleOf(group: Group, name: string, prom: PromRule) {
  const { condition, notes } = translated(prom.expr);
  const timing = timingOf(group, prom);
  const { severity, labels, notes: labelNotes } = labelsOf(prom.labels ?? {});
  const annotations = prom.annotations ?? {};
  const rule: RuleInput = {
    name,
    ...condition,
    ...timing.fields,
    severity,
    labels,
    annotations,
    // As Prometheus has it: what is not there is not wrong, and nothing is left out.
    noData: { policy: "ok" },
    maxAlerts: 1_000,
  };
  const checked = ruleSchema.safeParse(rule);
  if (checked.success)
    return { rule, notes: [...notes, ...timing.notes, ...labelNotes, ...textNotes(annotations)] };
  throw misfit(checked.error, "The rule");
}

function timingOf({ interval }: Group, prom: PromRule) {
  const notes: string[] = [];
  const written = msOf(interval ?? "15s", "interval");
  const intervalMs = Math.min(HOUR, Math.max(1, Math.ceil(written / TICK_MS)) * TICK_MS);
  if (intervalMs !== written) notes.push(`evaluated every ${intervalMs / 1_000} s`);
  const fields = {
    intervalMs,
    forMs: msOf(prom.for ?? "0", "for"),
    keepFiringForMs: msOf(prom.keep_firing_for ?? "0", "keep_firing_for"),
  };
  return { fields, notes };
}

function msOf(text: string, field: string): number {
  const ms = durationMs(text);
  if (ms === null) throw new Fault("invalid", `its ${field} “${text}” is no duration`);
  return ms;
}

function labelsOf({ severity: word = "", ...labels }: Readonly<Record<string, string>>) {
  const changing = Object.entries(labels).find(([, text]) => usesValue(text));
  if (changing)
    throw new Fault(
      "invalid",
      `its label ${changing[0]} changes with the value: another alert each time`,
    );
  const severity = severityOf(word);
  return { severity: severity ?? "medium", labels, notes: severity ? [] : [mediumNote(word)] };
}

const mediumNote = (word: string): string =>
  word === "" ? "it names no severity: medium" : `the severity “${word}” is taken for medium`;

const FILLED =
  /\{\{-?\s*(\$value(\s*\|\s*(humanize(1024|Percentage)?|printf\s+"[^"]*"))?|printf\s+"[^"]*"\s+\$value|\$labels(\.\w+)?)\s*-?\}\}/g;

/** Templates that need more than a value and labels show as they were written. */
function textNotes(annotations: Readonly<Record<string, string>>): string[] {
  return Object.entries(annotations)
    .filter(([, text]) => text.replace(FILLED, "").includes("{{"))
    .map(([name]) => `the annotation ${name} holds a template that stays as it is written`);
}
