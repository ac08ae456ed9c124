/** A rollout moves two arms of a flag, and nothing else of it. */
import { describe, expect, test } from "vitest";
import { sharesOf } from "@/lib/flags/ranges";
import { type Flag, flagDraftSchema } from "@/lib/flags/schema";
import { settle } from "@/lib/flags/settle";
import { dealtShare, driftOf, servedShare, unfitnessOf, withWeight } from "./weights";

const moved = { flag: "agent", environment: "production", canary: "real", control: "mock" };
const flagWith = (serve: object): Flag =>
  settle(
    flagDraftSchema.parse({
      ...{ key: "agent", kind: "string", offVariant: "mock" },
      variants: { mock: "m", real: "r", third: "t" },
      environments: { production: { serve } },
    }),
    null,
  );
const rangesOf = (flag: Flag) => {
  const serve = flag.environments.production?.serve;
  if (!serve || "variant" in serve) throw new Error("it is split");
  return serve.split.ranges;
};
const step = (flag: Flag, weight: number, salt: string | null = null): Flag =>
  settle(withWeight(flag, moved, weight, salt), flag);

describe("the share that units are dealt by", () => {
  const ten = step(flagWith({ variant: "mock" }), 10);
  const here = ten.environments.production;
  const having = (over: object): Flag =>
    flagDraftSchema.parse({
      ...{ ...ten, environments: { production: { ...here, ...over } } },
    }) as Flag;
  const rule = {
    name: "staff",
    when: [{ attribute: "plan", is: "present" }],
    serve: { variant: "mock" },
  };

  test.each([
    ["is the split's", {}, 0.1],
    ["is unknown where a rule decides beside it", { rules: [rule] }, null],
    [
      "is unknown where another flag decides",
      { prerequisites: [{ flag: "b", variants: ["on"] }] },
      null,
    ],
    ["is none while the flag is off", { isEnabled: false }, null],
  ])("%s", (_what, over, share) => {
    expect(dealtShare(having(over), moved)).toBe(share);
  });
});

test("a split that people made another is told from the stage's, and one that is off is not", () => {
  const third = step(flagWith({ variant: "mock" }), 100 / 3);
  expect(driftOf(third, moved, 100 / 3)).toBeNull();
  expect(driftOf(third, moved, 10)).toMatch(/gets 33.333 %, the stage says 10 %/);
  const { production } = third.environments;
  const off = { ...third, environments: { production: { ...production, isEnabled: false } } };
  expect(driftOf(off as Flag, moved, 10)).toBeNull();
});

test("a flag that lacks an arm, or serves another, cannot take a weight, and says why", () => {
  expect(unfitnessOf(flagWith({ variant: "mock" }), moved, 50)).toBeNull();
  const other = flagWith({ variant: "third" });
  expect(unfitnessOf(other, moved, 0)?.message).toMatch(/gets “third”/);
  expect(unfitnessOf(other, { ...moved, canary: "gone" }, 0)?.message).toMatch(/no variant “gone”/);
});

describe("a weight", () => {
  test("that grows keeps whom it had, and one that went to nothing comes back to the same", () => {
    const ten = step(flagWith({ variant: "mock" }), 10);
    expect(rangesOf(ten)[0]).toEqual({ variant: "real", from: 0, to: 10_000 });
    expect(rangesOf(step(ten, 50))[0]).toEqual({ variant: "real", from: 0, to: 50_000 });
    const back = step(step(ten, 0), 10);
    expect(rangesOf(back)).toEqual(rangesOf(ten));
    expect(servedShare(back, moved)).toBe(0.1);
  });

  test("leaves the arms alone that are not its own", () => {
    const split = { control: "mock", weights: { mock: 80, third: 20 } };
    const flag = flagWith({ split });
    const third = rangesOf(flag).filter(({ variant }) => variant === "third");
    const grown = step(flag, 50);
    expect(rangesOf(grown).filter(({ variant }) => variant === "third")).toEqual(third);
    expect(sharesOf(rangesOf(grown))).toEqual({ real: 50_000, mock: 30_000, third: 20_000 });
    expect(() => step(flag, 100)).toThrow(/Other variants hold 20 %/);
  });

  test("is refused where an arm is unknown, or everybody gets a third variant", () => {
    const flag = flagWith({ variant: "mock" });
    const unknown = () => withWeight(flag, { ...moved, canary: "reel" }, 10, null);
    expect(unknown).toThrow(/no variant “reel”/);
    expect(() => step(flagWith({ variant: "third" }), 10)).toThrow(/neither arm/);
    const elsewhere = () => withWeight(flag, { ...moved, environment: "staging" }, 10, null);
    expect(elsewhere).toThrow(/serves nobody in staging/);
  });

  test("with another salt goes to others", () => {
    const ten = step(flagWith({ variant: "mock" }), 10);
    const fresh = step(step(ten, 0), 10, "agent#2").environments.production?.serve;
    expect(fresh).toMatchObject({ split: { salt: "agent#2" } });
  });
});

test("two rollouts on one salt never share a user where each leaves the other's half outside", () => {
  const layer = (ranges: object[]) =>
    flagWith({ split: { control: "mock", salt: "layer-1", ranges } });
  const [low, high] = [
    { from: 0, to: 50_000 },
    { from: 50_000, to: 100_000 },
  ];
  const one = layer([
    { variant: "mock", ...low },
    { variant: "third", ...high },
  ]);
  const other = layer([
    { variant: "third", ...low },
    { variant: "mock", ...high },
  ]);
  const canaryOf = (flag: Flag) => rangesOf(flag).filter(({ variant }) => variant === "real");
  for (const weight of [10, 25, 50]) {
    expect(canaryOf(step(one, weight))).toEqual([{ variant: "real", from: 0, to: weight * 1_000 }]);
    expect(canaryOf(step(other, weight))).toEqual([
      { variant: "real", from: 50_000, to: 50_000 + weight * 1_000 },
    ]);
  }
  expect(() => step(one, 51)).toThrow(/Other variants hold 50 %/);
});
