/** A flag being written stays whole: names follow, the control has what remains, and what is untouched keeps its buckets. */
import { describe, expect, test } from "vitest";
import {
  movedBy,
  newDraft,
  percentsOf,
  remainderOf,
  renameVariant,
  tidied,
  usesOf,
  withControl,
  withoutVariant,
  withPercent,
  withSalt,
} from "./draft";
import { type Flag, type FlagDraft, flagDraftSchema } from "./schema";
import { settle } from "./settle";
import { splitOf, writtenFlag } from "./test-flags";

const draftOf = (over: object = {}, production: object = {}): FlagDraft =>
  flagDraftSchema.parse(writtenFlag({ ...over }, { ...production }));
const three = { variants: { on: true, off: false, more: true } };
const rule = (name: string, serve: object) => ({
  ...{ name, when: [{ is: "in", attribute: "plan", values: ["pro", ""], isNot: false }], serve },
});

test.each(["boolean", "string", "number", "object"] as const)(
  "a new %s flag needs nothing but a name, and gives everybody the off variant",
  (kind) => {
    const draft = { ...newDraft(kind), key: "fresh" };
    expect(flagDraftSchema.safeParse(draft).success).toBe(true);
    expect(draft.environments.production?.serve).toEqual({ variant: draft.offVariant });
  },
);

describe("a split", () => {
  const settled = (draft: FlagDraft, before: Flag | null = null) => settle(draft, before);
  const split = { control: "off", weights: { on: 20, more: 30, off: 50 } };

  test("gives the control what the others leave", () => {
    expect(withPercent(split, "on", 45)).toEqual({
      ...{ control: "off", weights: { on: 45, more: 30, off: 25 } },
    });
    expect(remainderOf(withPercent(split, "on", 75))).toBe(-5);
  });

  test("keeps its shares with another control and with another salt", () => {
    expect(withControl(split, "on")).toEqual({ control: "on", weights: split.weights });
    expect(withSalt(split, "fresh")).toEqual({ ...split, salt: "fresh" });
    expect(withSalt({ ...split, salt: "fresh" }, undefined)).toEqual(split);
  });

  test("that is not touched keeps its buckets, whatever its rule is called", () => {
    const serve = splitOf({ on: 30, off: 70 }, "off");
    const before = settled(draftOf({}, { rules: [rule("old", serve)] }));
    const here = before.environments.production;
    const rules = here?.rules.map((one) => ({ ...one, name: "new" })) ?? [];
    const draft = {
      ...before,
      environments: { production: { ...draftOf().environments.production, ...here, rules } },
    };
    const after = settled(flagDraftSchema.parse(draft), before);
    expect(after.environments.production?.rules[0]?.serve).toEqual(here?.rules[0]?.serve);
  });

  test("is shown in percent, however it is kept", () => {
    const { environments } = settled(draftOf(three, { serve: { split } }));
    const serve = environments.production?.serve;
    expect(serve && "split" in serve ? percentsOf(serve.split) : null).toEqual(split.weights);
  });
});

describe("a variant", () => {
  const rules = [rule("staff", splitOf({ on: 10, off: 90 }, "off"))];
  const draft = draftOf(three, { rules, serve: { variant: "on" } });

  test("says where it is needed, so that it is not removed there", () => {
    expect(usesOf(draft, "on")).toEqual(["production, for everybody", "production, rule “staff”"]);
    expect(usesOf(draft, "off")).toEqual(["the off variant", "production, rule “staff”"]);
    expect(usesOf(draft, "more")).toEqual([]);
  });

  test("is renamed wherever it is named, in its place", () => {
    const next = renameVariant(draft, "off", "none");
    expect(Object.keys(next.variants)).toEqual(["on", "none", "more"]);
    expect(flagDraftSchema.safeParse(next).success).toBe(true);
    expect(usesOf(next, "none")).toEqual(usesOf(draft, "off"));
    const kept = renameVariant(settle(draft, null), "off", "none");
    expect(flagDraftSchema.safeParse(kept).success).toBe(true);
  });

  test("goes with its shares of nothing", () => {
    const serve = { split: { control: "off", weights: { on: 10, more: 0, off: 90 } } };
    const next = withoutVariant(draftOf(three, { serve }), "more");
    expect(flagDraftSchema.safeParse(next).success).toBe(true);
    expect(next.variants).not.toHaveProperty("more");
  });
});

test("rules move one place, and not past the ends", () => {
  expect(movedBy(["a", "b", "c"], 1, -1)).toEqual(["b", "a", "c"]);
  expect(movedBy(["a", "b", "c"], 1, 1)).toEqual(["a", "c", "b"]);
  expect(movedBy(["a", "b"], 0, -1)).toEqual(["a", "b"]);
  expect(movedBy(["a", "b"], 1, 1)).toEqual(["a", "b"]);
});

test("lines left empty are not sent as values", () => {
  const rules = [rule("staff", { variant: "on" })];
  const [sent] = tidied(draftOf({}, { rules })).environments.production?.rules ?? [];
  expect(sent?.when).toMatchObject([{ values: ["pro"] }]);
});
