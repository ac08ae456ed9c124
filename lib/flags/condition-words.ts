/** Conditions as people choose them: each comparison in words, both ways round, and what it takes to make one of another. */
import type { AttributeCondition, Condition } from "./condition";

type Word = Condition["is"];

const WORDS: readonly (readonly [is: Word, yes: string, no: string])[] = [
  ["in", "is one of", "is none of"],
  ["contains", "contains", "does not contain"],
  ["startsWith", "starts with", "does not start with"],
  ["endsWith", "ends with", "does not end with"],
  ["below", "is below", "is not below"],
  ["atMost", "is at most", "is not at most"],
  ["atLeast", "is at least", "is not at least"],
  ["above", "is above", "is not above"],
  ["before", "is before", "is not before"],
  ["after", "is after", "is not after"],
  ["versionAtLeast", "is at least version", "is not at least version"],
  ["versionBelow", "is below version", "is not below version"],
  ["present", "is known", "is not known"],
  ["inSegment", "is in the segment", "is not in the segment"],
];

type Choice = { readonly value: string; readonly label: string };

/** A condition with all that it says: two that differ read differently. */
export function conditionText(condition: Condition): string {
  const found = WORDS.find(([is]) => is === condition.is);
  const words = (condition.isNot ? found?.[2] : found?.[1]) ?? condition.is;
  if (condition.is === "inSegment") return `${words} ${condition.segment}`;
  if (condition.is === "present") return `${condition.attribute} ${words}`;
  const wanted =
    "values" in condition
      ? condition.values.map((value) => JSON.stringify(value)).join(", ")
      : condition.value;
  return `${condition.attribute} ${words} ${wanted}`;
}

/** `!in` is the other way round. */
export const WORD_CHOICES: readonly Choice[] = WORDS.flatMap(([is, yes, no]) => [
  { value: is, label: yes },
  { value: `!${is}`, label: no },
]);
export const ATTRIBUTE_CHOICES = WORD_CHOICES.filter(({ value }) => !value.endsWith("inSegment"));

export const choiceOf = ({ is, isNot }: Pick<Condition, "is" | "isNot">): string =>
  isNot ? `!${is}` : is;

export const NEW_CONDITION: AttributeCondition = {
  ...{ attribute: "", is: "in", values: [""], isNot: false },
};

/** The same attribute, compared otherwise; what was typed stays where it still means something. */
export function compared(condition: Condition, choice: string): Condition {
  const isNot = choice.startsWith("!");
  const is = (isNot ? choice.slice(1) : choice) as Word;
  if (is === condition.is) return { ...condition, isNot };
  const attribute = "attribute" in condition ? condition.attribute : "";
  switch (is) {
    case "inSegment":
      return { is, segment: "", isNot };
    case "present":
      return { attribute, is, isNot };
    case "in":
    case "contains":
    case "startsWith":
    case "endsWith":
      return { attribute, is, values: "values" in condition ? condition.values : [""], isNot };
    case "below":
    case "atMost":
    case "atLeast":
    case "above":
      return { attribute, is, value: numberIn(condition), isNot };
    default:
      return { attribute, is, value: textIn(condition), isNot };
  }
}

const numberIn = (condition: Condition): number =>
  "value" in condition && typeof condition.value === "number" ? condition.value : 0;
const textIn = (condition: Condition): string =>
  "value" in condition && typeof condition.value === "string" ? condition.value : "";
