/** An evaluation has the right value for the right reason, and needs a key only where a split needs one. */
import { describe, expect, test } from "vitest";
import { bucketOf } from "./bucket";
import type { Context } from "./condition";
import { evaluate, type Snapshot } from "./evaluation";
import { explain } from "./explanation";
import { snapshotOf, splitOf, writtenFlag } from "./test-flags";

const got = (
  snapshot: ReturnType<typeof snapshotOf>,
  context: Context = { targetingKey: "user-1" },
  key = "greeting",
) => evaluate({ snapshot, context }, key);

const rule = (when: readonly object[], serve: object = { variant: "off" }, name = "r") => ({
  ...{ name, when, serve },
});

describe("reasons", () => {
  test("one value for everybody is STATIC, without a key too", () => {
    const outcome = { key: "greeting", value: true, variant: "on", reason: "STATIC", version: 3 };
    expect(got(snapshotOf([writtenFlag()]), {})).toEqual(outcome);
  });

  test("a flag that is off gives its off variant to everybody, DISABLED, split or not", () => {
    const serve = splitOf({ on: 50, off: 50 }, "off");
    const off = snapshotOf([writtenFlag({}, { isEnabled: false, serve })]);
    expect(got(off, {})).toMatchObject({ value: false, variant: "off", reason: "DISABLED" });
  });

  test("a flag of other environments only is DISABLED here", () => {
    expect(got(snapshotOf([writtenFlag({ environments: {} })]))).toMatchObject({
      value: false,
      reason: "DISABLED",
    });
  });

  test("the first rule that fits decides, TARGETING_MATCH; nobody's rule leaves the DEFAULT", () => {
    const free = { attribute: "plan", is: "in", values: ["free"] };
    const flag = snapshotOf([
      writtenFlag({}, { rules: [rule([free]), rule([free], { variant: "on" }, "second")] }),
    ]);
    expect(got(flag, { plan: "free" })).toMatchObject({
      variant: "off",
      reason: "TARGETING_MATCH",
    });
    expect(got(flag, { plan: "paid" })).toMatchObject({ variant: "on", reason: "DEFAULT" });
  });

  test("a split is SPLIT and says the bucket, of the flag's key or of the salt", () => {
    const [plain, salted] = [undefined, "shared"].map((salt) =>
      got(snapshotOf([writtenFlag({}, { serve: splitOf({ on: 50, off: 50 }, "off", salt) })])),
    );
    const bucket = bucketOf("greeting", "user-1");
    expect(plain).toMatchObject({
      reason: "SPLIT",
      bucket,
      variant: bucket < 50_000 ? "on" : "off",
    });
    expect(salted).toMatchObject({ bucket: bucketOf("shared", "user-1") });
  });

  test("a split within a rule is SPLIT", () => {
    const plan = { attribute: "plan", is: "present" };
    const serve = splitOf({ on: 100 }, "on");
    const flag = snapshotOf([writtenFlag({}, { rules: [rule([plan], serve)] })]);
    expect(got(flag, { targetingKey: "u", plan: 1 })).toMatchObject({ reason: "SPLIT" });
  });
});

describe("errors", () => {
  test("an unknown flag is FLAG_NOT_FOUND", () => {
    expect(got(snapshotOf([]))).toMatchObject({ errorCode: "FLAG_NOT_FOUND", key: "greeting" });
  });

  test.each([
    ["user", {}, "targetingKey"],
    ["user", { targetingKey: "" }, "targetingKey"],
    ["session", { targetingKey: "u" }, "sessionId"],
    ["conversation", { targetingKey: "u" }, "conversationId or threadId"],
  ])(
    "a split by %s without its key is TARGETING_KEY_MISSING and names it",
    (unit, context, field) => {
      const serve = splitOf({ on: 50, off: 50 }, "off");
      const outcome = got(snapshotOf([writtenFlag({ unit }, { serve })]), context);
      expect(outcome).toMatchObject({
        errorCode: "TARGETING_KEY_MISSING",
        errorDetails: expect.stringContaining(field),
      });
    },
  );

  test("a session keeps its variant whoever uses it", () => {
    const flag = snapshotOf([
      writtenFlag({ unit: "session" }, { serve: splitOf({ on: 50, off: 50 }, "off") }),
    ]);
    const buckets = ["a", "b"].map((targetingKey) => {
      const outcome = got(flag, { targetingKey, sessionId: "s-1" });
      return "bucket" in outcome && outcome.bucket;
    });
    expect(buckets[0]).toBe(bucketOf("greeting", "s-1"));
    expect(buckets[0]).toBe(buckets[1]);
  });
});

describe("prerequisites", () => {
  const wants = (flag: string, variants = ["on"]) => ({ prerequisites: [{ flag, variants }] });
  const other = (production: Record<string, unknown> = {}, key = "other") =>
    writtenFlag({ key }, production);

  test("met, the flag's own rules decide, and its value is not STATIC", () => {
    expect(got(snapshotOf([writtenFlag({}, wants("other")), other()]))).toMatchObject({
      variant: "on",
      reason: "DEFAULT",
    });
  });

  test("not met, or off, is the off variant", () => {
    const wrong = snapshotOf([writtenFlag({}, wants("other", ["off"])), other()]);
    expect(got(wrong)).toMatchObject({ variant: "off", reason: "DISABLED" });
    const disabled = snapshotOf([
      writtenFlag({}, wants("other", ["off"])),
      other({ isEnabled: false }),
    ]);
    expect(got(disabled)).toMatchObject({ variant: "off", reason: "DISABLED" });
  });

  test("of a flag that is not there, or in a circle, is GENERAL and ends", () => {
    expect(got(snapshotOf([writtenFlag({}, wants("gone"))]))).toMatchObject({
      errorCode: "GENERAL",
    });
    const circle = snapshotOf([writtenFlag({}, wants("other")), other(wants("greeting"))]);
    expect(got(circle)).toMatchObject({ errorCode: "GENERAL", key: "greeting" });
  });
});

describe("pins", () => {
  const over = { unit: "conversation", pinForMs: 3_600_000 };
  const serve = { serve: splitOf({ on: 100, off: 0 }, "on") };
  const split = snapshotOf([writtenFlag(over, serve)]);
  const context = { targetingKey: "u", conversationId: "c" };
  const keeping = (variant: string) => () => ({ variant, until: Date.UTC(2026, 10, 22, 14, 20) });
  const under = (snapshot: Snapshot, variant: string) =>
    evaluate({ snapshot, context, pin: keeping(variant) }, "greeting");

  test("a running conversation keeps its variant when the split moves on", () => {
    expect(under(split, "off")).toMatchObject({ variant: "off", reason: "SPLIT", isPinned: true });
  });

  test("a pin to a variant that is gone is none", () => {
    const outcome = under(split, "gone");
    expect(outcome).toMatchObject({ variant: "on" });
    expect(outcome).not.toHaveProperty("isPinned");
  });

  test("a flag that does not pin asks for none, and one that is off or fixed by a rule neither", () => {
    const plain = snapshotOf([writtenFlag({ unit: "conversation" }, serve)]);
    expect(under(plain, "off")).toMatchObject({ variant: "on" });
    const killed = snapshotOf([writtenFlag(over, { ...serve, isEnabled: false })]);
    expect(under(killed, "on")).toMatchObject({ variant: "off", reason: "DISABLED" });
    const when = [{ attribute: "conversationId", is: "in", values: ["c"] }];
    const rules = [{ name: "these", when, serve: { variant: "on" } }];
    const ruled = snapshotOf([writtenFlag(over, { ...serve, rules })]);
    expect(under(ruled, "off")).toMatchObject({ variant: "on", reason: "TARGETING_MATCH" });
  });

  test("what decided is told, with its end and what the bucket would give now", () => {
    const { lines } = explain(split, "greeting", context, keeping("off"));
    expect(lines[0]).toEqual({
      decides: true,
      says: "This conversation was given “off” first and keeps it until 2026-11-22 14:20 UTC; its bucket is “on” by now",
    });
  });
});

describe("conditions", () => {
  const at = (condition: object, context: Context): boolean => {
    const flag = snapshotOf([writtenFlag({}, { rules: [rule([condition])] })]);
    return (
      "variant" in got(flag, context) &&
      (got(flag, context) as { variant: string }).variant === "off"
    );
  };
  test.each([
    [{ attribute: "plan", is: "in", values: ["pro"] }, { plan: "pro" }, { plan: "free" }],
    [{ attribute: "n", is: "in", values: ["7"] }, { n: 7 }, { n: 8 }],
    [{ attribute: "tags", is: "in", values: ["beta"] }, { tags: ["a", "beta"] }, { tags: [] }],
    [{ attribute: "plan", is: "in", values: ["pro"], isNot: true }, {}, { plan: "pro" }],
    [{ attribute: "mail", is: "endsWith", values: ["@x.org"] }, { mail: "a@x.org" }, { mail: 1 }],
    [{ attribute: "url", is: "startsWith", values: ["/a"] }, { url: "/a/b" }, { url: "b/a" }],
    [{ attribute: "q", is: "contains", values: ["é", "z"] }, { q: "café" }, { q: "cafe" }],
    [{ attribute: "age", is: "atLeast", value: 18 }, { age: 18 }, { age: 17.9 }],
    [{ attribute: "age", is: "below", value: 18 }, { age: 17 }, { age: "17" }],
    [{ attribute: "age", is: "above", value: 18 }, { age: 18.1 }, { age: 18 }],
    [{ attribute: "age", is: "atMost", value: 18 }, { age: 18 }, { age: 19 }],
    [
      { attribute: "since", is: "before", value: "2026-01-01T00:00:00Z" },
      { since: "2025-12-31T23:59:59Z" },
      { since: "soon" },
    ],
    [
      { attribute: "since", is: "after", value: "1970-01-01T00:00:01Z" },
      { since: 1001 },
      { since: 1000 },
    ],
    [
      { attribute: "app", is: "versionAtLeast", value: "2.10" },
      { app: "v2.10.0-rc.1" },
      { app: "2.9" },
    ],
    [{ attribute: "app", is: "versionBelow", value: "2.10" }, { app: "2.9.9" }, { app: "x" }],
    [{ attribute: "org.plan", is: "present" }, { org: { plan: 0 } }, { org: null }],
    [{ attribute: "org.plan", is: "present" }, { "org.plan": 1 }, { org: {} }],
    [{ attribute: "constructor", is: "present", isNot: true }, {}, { constructor: 1 }],
  ])("%j fits %j, not %j", (condition, inside, outside) => {
    expect(at(condition, inside)).toBe(true);
    expect(at(condition, outside)).toBe(false);
  });

  const segment = {
    key: "beta",
    includes: ["user-1"],
    excludes: ["user-2"],
    when: [[{ attribute: "plan", is: "in", values: ["pro"] }]],
  };
  test.each([
    [{ targetingKey: "user-1" }, "off"],
    [{ targetingKey: "user-2", plan: "pro" }, "on"],
    [{ targetingKey: "user-3", plan: "pro" }, "off"],
    [{ plan: "pro" }, "off"],
    [{ targetingKey: "user-3" }, "on"],
  ])(
    "a segment takes who is named, then who fits, and never who is excluded: %j",
    (context, variant) => {
      const when = [{ is: "inSegment", segment: "beta" }];
      const flag = snapshotOf([writtenFlag({}, { rules: [rule(when)] })], [segment]);
      expect(got(flag, context)).toMatchObject({ variant });
    },
  );
});

describe("explain", () => {
  test("tells the rules looked at, what did not fit, and what decided; the outcome is the wire's", () => {
    const plan = { attribute: "plan", is: "in", values: ["pro"] };
    const snapshot = snapshotOf([
      writtenFlag(
        {},
        { rules: [rule([plan], undefined, "pros")], serve: splitOf({ on: 100 }, "on") },
      ),
    ]);
    const context = { targetingKey: "user-1" };
    const { outcome, lines } = explain(snapshot, "greeting", context);
    expect(outcome).toEqual(evaluate({ snapshot, context }, "greeting"));
    expect(lines).toEqual([
      { says: "Rule “pros” does not fit, as this is not so: plan is one of pro", decides: false },
      {
        says: `This user falls into bucket ${bucketOf("greeting", "user-1")} of 100,000, which “on” holds`,
        decides: true,
      },
      { says: "So it is “on”", decides: false },
    ]);
  });

  test("a missing flag and a missing key explain themselves", () => {
    expect(explain(snapshotOf([]), "gone", {}).lines).toEqual([
      { says: "There is no flag “gone” here", decides: true },
    ]);
  });
});
