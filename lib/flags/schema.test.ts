/** What no flag may be is refused with the field; what people write becomes buckets, and versions tell what changed. */
import { describe, expect, test } from "vitest";
import { diffFlags } from "./diff";
import { sharesOf } from "./ranges";
import { type Flag, flagDraftSchema, flagSchema } from "./schema";
import { settle } from "./settle";
import { splitOf, writtenFlag } from "./test-flags";

const issuesOf = (written: unknown): string[] => {
  const { error } = flagDraftSchema.safeParse(written);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
};
const settled = (written: unknown, before: Flag | null = null): Flag =>
  settle(flagDraftSchema.parse(written), before);
const SERVE = "environments.production.serve";

describe("the schema", () => {
  test.each([
    [{ key: "Big" }, /^key: /],
    [{ variants: { on: true, off: "no" } }, /^variants.off: is a string in a flag of kind boolean/],
    [{ variants: {} }, /^variants: takes at least one/],
    [{ offVariant: "nix" }, /^offVariant: “nix” is no variant: there are on, off/],
    [{ variants: { on: null, off: false } }, /^variants.on: /],
    [{ kind: "object", variants: { on: { a: "x".repeat(40_000) }, off: {} } }, /larger than 32 KB/],
    [{ surprise: 1 }, /surprise/],
  ])("refuses %j", (over, message) => {
    expect(issuesOf(writtenFlag(over)).join("\n")).toMatch(message);
  });

  test.each([
    [{ serve: { variant: "nix" } }, /serve.variant: “nix” is no variant/],
    [{ serve: splitOf({ on: 10, off: 80 }, "off") }, /weights: add up to 90 %/],
    [{ serve: splitOf({ on: 10, nix: 90 }, "on") }, /weights.nix: “nix” is no variant/],
    [{ prerequisites: [{ flag: "greeting", variants: ["on"] }] }, /cannot wait for itself/],
    [
      { serve: { split: { control: "on", ranges: [{ variant: "on", from: 0, to: 5 }] } } },
      /ranges: end at 5/,
    ],
    [
      { serve: { split: { control: "on", ranges: [{ variant: "on", from: 1, to: 100_000 }] } } },
      /ranges.0: has to start at 0/,
    ],
  ])("refuses in an environment %j", (production, message) => {
    expect(issuesOf(writtenFlag({}, production)).join("\n")).toMatch(message);
  });

  test("takes an agent bundle as one value, and a list", () => {
    const bundle = { model: "m-2", prompt: 14, tools: ["search"], index: { name: "docs" } };
    const variants = { real: bundle, mock: [1, null] };
    expect(
      issuesOf(
        writtenFlag(
          { kind: "object", variants, offVariant: "mock" },
          { serve: { variant: "real" } },
        ),
      ),
    ).toEqual([]);
  });
});

describe("settle", () => {
  test("writes the buckets down, and a settled flag is a flag", () => {
    const flag = settled(writtenFlag({}, { serve: splitOf({ on: 10, off: 90 }, "off") }));
    expect(flag.environments.production?.serve).toEqual({
      split: {
        control: "off",
        ranges: [
          { variant: "on", from: 0, to: 10_000 },
          { variant: "off", from: 10_000, to: 100_000 },
        ],
      },
    });
    expect(flagSchema.parse(flag)).toEqual(flag);
  });

  test("thirds that are no whole buckets add up all the same", () => {
    const variants = { a: 1, b: 2, c: 3 };
    const serve = splitOf({ a: 33.3333, b: 33.3333, c: 33.3334 }, "c");
    const flag = settled(writtenFlag({ kind: "number", variants, offVariant: "a" }, { serve }));
    const served = flag.environments.production?.serve;
    expect(served && "split" in served && sharesOf(served.split.ranges)).toEqual({
      ...{ a: 33_333, b: 33_333, c: 33_334 },
    });
  });

  test("grows from what the version before held; fresh users need a new salt", () => {
    const ten = settled(writtenFlag({}, { serve: splitOf({ on: 10, off: 90 }, "off") }));
    const grown = settled(writtenFlag({}, { serve: splitOf({ on: 20, off: 80 }, "off") }), ten);
    expect(diffFlags(ten, grown)).toEqual([
      { field: SERVE, before: "on 10 %, off 90 %", after: "on 20 %, off 80 %", movedRatio: 0.1 },
    ]);
    const fresh = settled(
      writtenFlag({}, { serve: splitOf({ on: 10, off: 90 }, "off", "again") }),
      ten,
    );
    expect(diffFlags(ten, fresh)[0]).toMatchObject({
      after: "on 10 %, off 90 % (salt again)",
      movedRatio: expect.closeTo(0.18, 6),
    });
  });
});

describe("diffFlags", () => {
  test("names what changed, and only that", () => {
    const before = settled(writtenFlag());
    const after = settled(
      writtenFlag({ description: "Says hello" }, { isEnabled: false, serve: { variant: "off" } }),
    );
    expect(diffFlags(before, after)).toEqual([
      { field: "description", before: "", after: "Says hello" },
      { field: "environments.production.isEnabled", before: "yes", after: "no" },
      { field: SERVE, before: "on", after: "off", movedRatio: 1 },
    ]);
    expect(diffFlags(after, after)).toEqual([]);
  });

  test("sees a field of a bundle change", () => {
    const flagOf = (model: string) =>
      settled(writtenFlag({ kind: "object", variants: { on: { model, n: 1 }, off: {} } }));
    expect(diffFlags(flagOf("m-1"), flagOf("m-2"))).toEqual([
      { field: "variants.on.model", before: "m-1", after: "m-2" },
    ]);
  });
});

test("conditions and prerequisites are told in words, and the order of their fields is no change", () => {
  const rule = (when: object) => ({ name: "paying", when: [when], serve: { variant: "on" } });
  const flagOf = (when: object, prerequisites: object[] = []) =>
    settle(flagDraftSchema.parse(writtenFlag({}, { rules: [rule(when)], prerequisites })), null);
  const before = flagOf({ attribute: "plan", is: "in", values: ["pro, old", "team"] });
  const swapped: Flag = JSON.parse(
    JSON.stringify(before).replace(
      '"attribute":"plan","is":"in","values":["pro, old","team"],"isNot":false',
      '"isNot":false,"values":["pro, old","team"],"is":"in","attribute":"plan"',
    ),
  );
  expect(JSON.stringify(swapped)).not.toBe(JSON.stringify(before));
  expect(diffFlags(before, swapped)).toEqual([]);
  const met = [{ flag: "base", variants: ["on"] }];
  const after = flagOf({ attribute: "plan", is: "in", values: ["pro", "old", "team"] }, met);
  expect(diffFlags(before, after)).toMatchObject([
    { field: "environments.production.prerequisites", after: "base gives on" },
    {
      before: 'plan is one of "pro, old", "team"',
      after: 'plan is one of "pro", "old", "team"',
    },
  ]);
});
