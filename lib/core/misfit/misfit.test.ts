/** Proves that every way not to fit is told in plain words: which field, what came, what is taken, and no secret. */
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { Fault } from "@/lib/core/fault";
import { firstOf, misfit, misfitsOf, sentencesOf } from "./misfit";

const saysOf = (schema: z.ZodType, value: unknown): string => {
  const { error } = schema.safeParse(value);
  return error ? firstOf(error, "The request") : "fits";
};

const stage = z.strictObject({ weight: z.number().min(0).max(100) });
const plan = z.strictObject({ stages: z.array(stage).min(1).max(2) });
const one = (schema: z.ZodType, value: unknown): string =>
  saysOf(z.strictObject({ it: schema }), value === undefined ? {} : { it: value });

describe("what does not fit", () => {
  test.each<[what: string, schema: z.ZodType, value: unknown, says: string]>([
    [
      "a field that is left out, deep within",
      plan,
      { stages: [{}] },
      "stages[0].weight is missing: a number from 0 to 100",
    ],
    [
      "text for a number",
      plan,
      { stages: [{ weight: "ten" }] },
      'stages[0].weight is "ten": takes a number from 0 to 100',
    ],
    ["another type for the whole", plan, "ten", 'The request is "ten": takes an object of stages'],
    [
      "fields that there are not",
      plan,
      { stages: [{ weight: 1, wieght: 2, b: 3 }] },
      'stages[0] has the fields "wieght", "b", which are unknown: it is an object of weight',
    ],
    [
      "an unknown field of the whole",
      plan,
      { stages: [{ weight: 1 }], role: "admin" },
      'The request has the field "role", which is unknown: it is an object of stages',
    ],
  ])("%s", (_what, schema, value, says) => {
    expect(saysOf(schema, value)).toBe(says);
  });

  const ONE: [schema: z.ZodType, value: unknown, says: string][] = [
    // invalid_type
    [z.string().min(1).max(64), undefined, "it is missing: text of 1 to 64 characters"],
    [z.string().max(64), null, "it is null: takes text of at most 64 characters"],
    [z.string().min(12), 5, "it is 5: takes text of at least 12 characters"],
    [z.string(), ["a"], "it is a list: takes text"],
    [z.string(), {}, "it is an object: takes text"],
    [z.email(), undefined, "it is missing: an e-mail address"],
    [
      z.iso.datetime({ offset: true }),
      true,
      "it is true: takes a time such as 2026-11-20T09:52:28Z",
    ],
    [z.boolean(), "yes", 'it is "yes": takes true or false'],
    [z.int().min(1).max(5), 1.5, "it is 1.5: takes a whole number from 1 to 5"],
    [z.coerce.number().int().min(1), "abc", "it is no number: takes a whole number of at least 1"],
    [z.coerce.date(), "soon", "it is no time: takes a time such as 2026-11-20T09:52:28Z"],
    [z.number().positive(), undefined, "it is missing: a number above 0"],
    [z.number().gt(0).lt(1), undefined, "it is missing: a number above 0 and below 1"],
    [z.array(z.string()).min(1).max(20), undefined, "it is missing: a list of 1 to 20 entries"],
    [z.array(z.string()), "", "it is empty: takes a list"],
    [z.tuple([z.int(), z.int()]), undefined, "it is missing: a list of 2"],
    [z.record(z.string(), z.number()), 1, "it is 1: takes an object"],
    [z.strictObject({}), 1, "it is 1: takes an empty object"],
    [z.string().nullable(), 3, "it is 3: takes text"],
    [z.number().default(3), "x", 'it is "x": takes a number'],
    [z.string().transform(Number).pipe(z.number()), 1, "it is 1: takes text"],
    [z.never(), 1, "it is 1: takes nothing"],
    // invalid_value
    [z.enum(["low", "high"]), undefined, "it is missing: one of low, high"],
    [z.enum(["low", "high"]), "urgent", 'it is "urgent": takes one of low, high'],
    [z.literal(3), 4, "it is 4: takes 3"],
    // too_small, too_big
    [z.number().min(0).max(100), 200, "it is 200: takes a number from 0 to 100"],
    [z.number().max(1), 2, "it is 2: takes a number of at most 1"],
    [z.bigint().max(1n), 2n, "it is a bigint: takes at most 1"],
    [z.string().min(1), "", "it is empty: takes at least 1 character"],
    [z.string().max(3), "abcd", "it takes at most 3 characters, and has 4"],
    [z.string().length(3), "ab", "it takes exactly 3 characters, and has 2"],
    [z.array(z.int()).max(1), [1, 2], "it takes at most 1 entry, and has 2"],
    [z.set(z.int()).min(1), new Set(), "it is empty: takes at least 1 entry"],
    [
      z.coerce.date().min(new Date(0)),
      "1950-01-01",
      "it is 1950-01-01T00:00:00.000Z: takes at least 1970-01-01T00:00:00.000Z",
    ],
    // invalid_format
    [z.uuid(), "x", "it does not fit: takes a UUID"],
    [z.email(), "", "it is empty: takes an e-mail address"],
    [z.string().startsWith("wh_"), "x", 'it does not fit: takes text that begins with "wh_"'],
    [z.string().endsWith(".json"), "x", 'it does not fit: takes text that ends with ".json"'],
    [z.string().includes("@"), "x", 'it does not fit: takes text with "@" in it'],
    [z.string().regex(/^a$/), "x", "it does not fit: takes text that fits /^a$/"],
    // not_multiple_of
    [z.number().multipleOf(5), 3, "it is 3: takes a multiple of 5"],
    // invalid_union
    [z.union([z.string(), z.number()]), undefined, "it is missing: text, or a number"],
    [z.union([z.string(), z.number()]), true, "it is true: takes text, or a number"],
    [
      z.union([z.strictObject({ a: z.int() }), z.string()]),
      { a: "1" },
      'it: a is "1": takes a whole number',
    ],
    [
      z.union([
        z.strictObject({ kind: z.literal("a"), x: z.int() }),
        z.strictObject({ kind: z.literal("b"), y: z.int(), z: z.int() }),
      ]),
      { kind: "b" },
      "it: y is missing: a whole number",
    ],
    // invalid_key, invalid_element
    [
      z.record(z.string().max(3), z.int()),
      { long: 1 },
      "it.long is no name that is taken: it takes at most 3 characters, and has 4",
    ],
    [
      z.map(z.string(), z.int()),
      new Map<unknown, unknown>([[{}, "a"]]),
      "it is no name that is taken: it is an object: takes text",
    ],
    // custom
    [z.string().refine(() => false), "x", "it does not fit"],
    [z.string().refine(() => false, "is taken"), "x", "it is taken"],
    [z.string().refine(() => false, "say why"), "x", "it: say why"],
  ];
  const named = ONE.map(([schema, value, says]) => ({ schema, value, says }));
  test.each(named)("$says", ({ schema, value, says }) => {
    expect(one(schema, value)).toBe(says);
  });

  test("a kind that there is not is told with those that there are", () => {
    const kinds = z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("mail") }),
      z.strictObject({ kind: z.literal("chat") }),
    ]);
    expect(one(kinds, { kind: "pigeon" })).toBe('it.kind is "pigeon": takes one of mail, chat');
    expect(one(kinds, {})).toBe("it.kind is missing: one of mail, chat");
  });
});

describe("a schema's own words", () => {
  const count = z.int("is a whole number").min(0, "is not negative");
  const own = z.strictObject({
    n: count,
    key: z.string().refine((key) => key !== "new", "is the name of a page"),
  });
  const says = (value: unknown) => {
    const { error } = own.safeParse(value, { reportInput: true });
    return error && sentencesOf(error, "it");
  };

  test("for what it takes are told of what does not fit", () => {
    expect(says({ n: "x", key: "a" })).toEqual(["n must be a whole number"]);
    expect(says({ n: -1, key: "a" })).toEqual(["n must not be negative"]);
    expect(says({ key: "a" })).toEqual(["n is missing: a whole number"]);
  });

  test("for what it found stay as they are", () => {
    expect(says({ n: 1, key: "new" })).toEqual(["key is the name of a page"]);
  });
});

describe("what was sent is not given back", () => {
  const LONG = "x".repeat(61);

  test("where it is longer than 60 characters, be it a value or a name", () => {
    expect(one(z.number(), LONG)).toBe("it is text of 61 characters: takes a number");
    expect(saysOf(plan, { stages: [], [LONG]: 1 })).not.toContain(LONG);
    expect(saysOf(z.record(z.string(), z.int()), { [LONG]: "a" })).not.toContain(LONG);
    expect(one(z.enum(["a"]), LONG)).not.toContain(LONG);
  });

  test("where its field keeps a secret, or it may be an address with one", () => {
    const secret = z.strictObject({
      apiKey: z.int(),
      config: z.strictObject({ password: z.union([z.strictObject({ a: z.int() }), z.null()]) }),
      url: z.int(),
    });
    const { error } = secret.safeParse({
      apiKey: "hunter2",
      config: { password: { a: "hunter2" } },
      url: "https://h.example/hunter2",
    });
    const said = error ? sentencesOf(error, "it").join("\n") : "";
    expect(said).toContain("apiKey is text of 7 characters: takes a whole number");
    expect(said).not.toContain("hunter2");
  });

  test("where it has the wrong form", () => {
    expect(one(z.url(), "hunter2")).not.toContain("hunter2");
  });
});

test("the refusal names the first field, and each with its own words", () => {
  const { error } = plan.safeParse({ stages: [{ weight: -1 }, {}] });
  const fault = error && misfit(error);
  expect(fault).toBeInstanceOf(Fault);
  expect(fault).toMatchObject({
    code: "invalid",
    message: "stages[0].weight is -1: takes a number from 0 to 100",
    detail: {
      field: "stages.0.weight",
      issues: [
        { field: "stages.0.weight", message: "is -1: takes a number from 0 to 100" },
        { field: "stages.1.weight", message: "is missing: a number from 0 to 100" },
      ],
    },
  });
  expect(error && misfitsOf(error)).toEqual(fault?.detail.issues);
});
