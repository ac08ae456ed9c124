/** A condition can become any other, and each is one that the contract takes. */
import { expect, test } from "vitest";
import { conditionSchema } from "./condition";
import { choiceOf, compared, NEW_CONDITION, WORD_CHOICES } from "./condition-words";

const filled = (condition: object) => ({
  ...condition,
  ...("segment" in condition && { segment: "beta" }),
  ...("value" in condition && condition.value === "" && { value: VALUES[kindOf(condition)] }),
});
const VALUES = { instant: "2026-01-31T00:00:00Z", version: "2.1.0" };
const kindOf = (condition: object) =>
  "is" in condition && (condition.is === "before" || condition.is === "after")
    ? "instant"
    : "version";

test.each(WORD_CHOICES)("“$label” is made of any condition", ({ value }) => {
  const start = { ...NEW_CONDITION, attribute: "plan" };
  const made = compared(start, value);
  expect(choiceOf(made)).toBe(value);
  const named = "attribute" in made ? made : { ...made, attribute: undefined };
  expect(conditionSchema.safeParse(filled(JSON.parse(JSON.stringify(named)))).success).toBe(true);
});

test("what was typed stays where it means the same", () => {
  const start = { ...NEW_CONDITION, attribute: "plan", values: ["pro"] };
  expect(compared(start, "!contains")).toEqual({
    ...{ attribute: "plan", is: "contains", values: ["pro"], isNot: true },
  });
  expect(compared(compared(start, "above"), "in")).toMatchObject({ attribute: "plan" });
});
