/** Who gets what and why: an evaluation told step by step. */
import type { Condition, Context } from "./condition";
import { type Evaluation, evaluate, type PinHook, type Snapshot, type Step } from "./evaluation";
import type { Flag } from "./schema";

type Line = {
  readonly says: string;
  /** Whether this is what decided. */
  readonly decides: boolean;
};
export type Explanation = { readonly outcome: Evaluation; readonly lines: readonly Line[] };

/** The same evaluation as on the wire, with every thing it looked at on the way. */
export function explain(
  snapshot: Snapshot,
  key: string,
  context: Context,
  pin?: PinHook,
): Explanation {
  const steps: Step[] = [];
  const outcome = evaluate({ snapshot, context, pin, note: (step) => steps.push(step) }, key);
  const flag = snapshot.flags.get(key)?.flag;
  const lines = flag ? steps.flatMap((step) => lineOf(step, flag, snapshot.environment)) : [];
  return { outcome, lines: [...lines, lastLine(outcome, steps)] };
}

function lineOf(step: Step, flag: Flag, environment: string): Line[] {
  switch (step.kind) {
    case "switch":
      return step.isOn ? [] : [{ says: `The flag is off in ${environment}`, decides: true }];
    case "prerequisite":
      return [
        {
          says: `Prerequisite ${step.flag} is “${step.got}”, which is ${step.isMet ? "what it takes" : "not what it takes, or it is off"}`,
          decides: !step.isMet,
        },
      ];
    case "rule":
      return [{ says: ruleWords(step, flag, environment), decides: step.isMatch }];
    case "bucket":
      return [
        {
          says: `This ${step.unit} falls into bucket ${step.bucket} of 100,000, which “${step.variant}” holds`,
          decides: true,
        },
      ];
    case "pin":
      return [pinLine(step)];
  }
}

function pinLine({ unit, variant, until, dealt }: Extract<Step, { kind: "pin" }>): Line {
  const end = new Date(until).toISOString().slice(0, 16).replace("T", " ");
  const says = `This ${unit} was given “${variant}” first and keeps it until ${end} UTC`;
  const now = dealt === variant ? "" : `; its bucket is “${dealt}” by now`;
  return { says: `${says}${now}`, decides: true };
}

function ruleWords(
  { name, conditions, isMatch }: Extract<Step, { kind: "rule" }>,
  flag: Flag,
  environment: string,
): string {
  if (isMatch) return `Rule “${name}” fits`;
  const when = flag.environments[environment]?.rules.find((rule) => rule.name === name)?.when ?? [];
  const failed = when.filter((_, i) => conditions[i] === false).map(conditionWords);
  return `Rule “${name}” does not fit, as this is not so: ${failed.join("; ")}`;
}

function conditionWords(condition: Condition): string {
  const not = condition.isNot ? "not " : "";
  if (condition.is === "inSegment") return `${not}in the segment ${condition.segment}`;
  if (condition.is === "present") return `${condition.attribute} ${not}present`;
  const wanted = "values" in condition ? listed(condition.values) : condition.value;
  return `${condition.attribute} ${not}${WORDS[condition.is]} ${wanted}`;
}

const WORDS: Readonly<Record<string, string>> = {
  in: "is one of",
  contains: "contains",
  startsWith: "starts with",
  endsWith: "ends with",
  below: "is below",
  atMost: "is at most",
  atLeast: "is at least",
  above: "is above",
  before: "is before",
  after: "is after",
  versionAtLeast: "is at least version",
  versionBelow: "is below version",
};

const listed = (values: readonly string[]): string =>
  values.length <= 3
    ? values.join(", ")
    : `${values.slice(0, 3).join(", ")} or ${values.length - 3} more`;

function lastLine(outcome: Evaluation, steps: readonly Step[]): Line {
  if ("errorCode" in outcome) return { says: outcome.errorDetails, decides: true };
  const isByDefault = outcome.reason === "STATIC" || outcome.reason === "DEFAULT";
  const looked = steps.some(({ kind }) => kind === "rule")
    ? "No rule fits: everybody else"
    : "Everybody";
  return {
    says: isByDefault ? `${looked} gets “${outcome.variant}”` : `So it is “${outcome.variant}”`,
    decides: isByDefault,
  };
}
