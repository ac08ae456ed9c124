/** What is wrong with a rule whose fields are right each by itself. */
import type { Rule } from "./schema";
import { type Addend, dimensionsOf, hasLabels, type Signal, unitOfSignal } from "./signal";

type Issue = { readonly path: readonly (string | number)[]; readonly message: string };

export const ruleIssues = (rule: Rule): Issue[] => [
  ...thresholdIssues(rule),
  ...recoveryIssues(rule),
  ...fieldIssues(rule),
];

function thresholdIssues({ signal, threshold, recoveryThreshold, noData }: Rule): Issue[] {
  if (signal.kind === "absence") return absenceIssues({ threshold, recoveryThreshold, noData });
  if (threshold === null)
    return [{ path: ["threshold"], message: "is the number the value is compared with" }];
  const isShare = unitOfSignal(signal) === "share";
  if (isShare && (threshold < 0 || threshold > 1))
    return [{ path: ["threshold"], message: "is a share from 0 to 1: write 0.05 for 5 %" }];
  if (signal.kind === "componentHealth" && ![0, 1, 2].includes(threshold))
    return [{ path: ["threshold"], message: "is 0 (ok), 1 (degraded) or 2 (down)" }];
  return [];
}

function absenceIssues(rule: Pick<Rule, "threshold" | "recoveryThreshold" | "noData">): Issue[] {
  const message = "has no meaning where silence itself is the condition; leave it out";
  const fields = ["threshold", "recoveryThreshold"] as const;
  return fields.filter((name) => rule[name] !== null).map((name) => ({ path: [name], message }));
}

const UPWARD = [">", ">="];
const DOWNWARD = ["<", "<="];

function recoveryIssues({ comparison, threshold, recoveryThreshold }: Rule): Issue[] {
  if (recoveryThreshold === null || threshold === null) return [];
  const path = ["recoveryThreshold"];
  if (UPWARD.includes(comparison))
    return recoveryThreshold <= threshold
      ? []
      : [{ path, message: "must not be above the threshold: recovery is on its quiet side" }];
  if (DOWNWARD.includes(comparison))
    return recoveryThreshold >= threshold
      ? []
      : [{ path, message: "must not be below the threshold: recovery is on its quiet side" }];
  return [{ path, message: `does not go with ${comparison}: leave it out` }];
}

type Used = { readonly on: string; readonly path: readonly (string | number)[] };

function fieldIssues({ signal, filters, groupBy }: Rule): Issue[] {
  const used: Used[] = [
    ...filters.map(({ on }, i) => ({ on, path: ["filters", i, "on"] })),
    ...groupBy.map((on, i) => ({ on, path: ["groupBy", i] })),
  ];
  const repeated = groupBy.findIndex((on, i) => groupBy.indexOf(on) < i);
  if (repeated >= 0)
    return [{ path: ["groupBy", repeated], message: `“${groupBy[repeated]}” is there already` }];
  const own =
    signal.kind === "ratio"
      ? [...addendIssues(signal, "part"), ...addendIssues(signal, "whole")]
      : [];
  return [...labelIssues(signal, used), ...dimensionIssues(signal, used), ...own];
}

function addendIssues(signal: Extract<Signal, { kind: "ratio" }>, side: "part" | "whole"): Issue[] {
  const addend = signal[side];
  const used = addend.filters.map(({ on }, i) => ({
    on,
    path: ["signal", side, "filters", i, "on"],
  }));
  return [...labelIssues(addend, used), ...dimensionIssues(addend, used)];
}

const isLabel = (on: string): boolean => on === "series" || on.startsWith("label:");

function labelIssues(signal: Signal | Addend, used: readonly Used[]): Issue[] {
  if (hasLabels(signal)) return [];
  return used
    .filter(({ on }) => isLabel(on))
    .map(({ on, path }) => ({
      path,
      message: `“${on}” is for metrics: ${wordOf(signal)} has no labels of its own`,
    }));
}

function dimensionIssues(signal: Signal | Addend, used: readonly Used[]): Issue[] {
  const asked = used.filter(({ on }) => !isLabel(on) && on !== "environment");
  const sets: readonly (readonly string[])[] = dimensionsOf(signal);
  if (sets.some((set) => asked.every(({ on }) => set.includes(on)))) return [];
  const stray = asked.find(({ on }) => !sets.some((set) => set.includes(on)));
  const { on, path } = stray ?? asked.at(-1) ?? { on: "", path: ["groupBy"] };
  const kept = sets.map((set) => ["environment", ...set].join(", ")).join("; or ");
  const message = stray
    ? `“${on}” is not kept for ${wordOf(signal)}; there is ${kept}`
    : `“${on}” is not kept together with the others for ${wordOf(signal)}; there is ${kept}`;
  return [{ path, message }];
}

const wordOf = (signal: Signal | Addend): string => `the signal “${signal.kind}”`;
