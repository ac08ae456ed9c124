/** The quick reader and the schema agree on every event, whatever is wrong with it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { quickReader } from "./quick-read";
import { EVENT_KINDS, eventSchema } from "./schema";

const ID = "0190c5a5-7f00-7abc-8def-0123456789ab";
const WORDS = ["ok", "error", "hit", "down", "info", "inclusive", "started", "succeeded", "nope"];
const TEXTS = ["", "a", "tab\tinside", "back\\slash", "é😀", "x".repeat(64), "x".repeat(65)];
const LONG = [120, 121, 128, 200, 201, 4_001, 16_001].map((length) => "y".repeat(length));
const TIMES = [
  "2026-11-20T10:00:00Z",
  "2026-11-20T10:00:00.5+02:00",
  "2026-02-30T10:00:00Z",
  "now",
];
const NUMBERS = [
  0,
  -0,
  1,
  -1,
  0.5,
  200,
  999,
  1_000,
  1e8,
  1e8 + 1,
  1e30,
  2e30,
  7 * 864e5,
  Number.NaN,
];
const THINGS = [null, true, false, [], {}, Infinity, 253_402_300_799_999, 253_402_300_800_000];

const anything = fc.oneof(
  ...[WORDS, TEXTS, LONG, TIMES, NUMBERS, THINGS].map((pool) => fc.constantFrom<unknown>(...pool)),
  fc.string(),
  fc.double(),
  fc.integer(),
);
const record = fc.dictionary(fc.constantFrom("a", "b\u0001", "", "k".repeat(121)), anything);
const nested = fc.oneof(
  anything,
  record,
  fc.record({ type: anything, message: anything, fingerprint: anything }, { requiredKeys: [] }),
  fc.record({ provider: anything, model: anything, inputTokens: anything }, { requiredKeys: [] }),
  fc.array(fc.record({ name: anything, durationMs: anything }), { maxLength: 34 }),
);

const isFitting = (field: z.ZodType, value: unknown) => z.safeParse(field, value).success;
/** Mostly values that fit, or no event would get through. */
function eventOf(kind: (typeof EVENT_KINDS)[number]) {
  const option = eventSchema.options.find(({ shape }) => shape.kind.value === kind);
  const shape: Readonly<Record<string, z.ZodType>> = option?.shape ?? {};
  const fields = Object.entries(shape).map(([name, field]) => {
    const fitting = [
      ID,
      ID.toUpperCase(),
      ...WORDS,
      ...TEXTS,
      ...TIMES,
      ...NUMBERS,
      ...THINGS,
    ].filter((value) => isFitting(field, value));
    const good = fitting.length > 0 ? fc.constantFrom<unknown>(...fitting) : fc.constant(undefined);
    return [
      name,
      fc.oneof({ weight: 40, arbitrary: good }, { weight: 1, arbitrary: nested }),
    ] as const;
  });
  const required = Object.keys(shape).filter(
    (name) => !isFitting(shape[name] ?? z.any(), undefined),
  );
  return fc.record(
    { ...Object.fromEntries(fields), kind: fc.constant(kind), extra: anything },
    { requiredKeys: ["kind", ...required] as never[] },
  );
}

describe("quickReader", () => {
  const read = quickReader(eventSchema);

  it.each(EVENT_KINDS)("reads what the schema takes of %s, and nothing else", (kind) => {
    let taken = 0;
    const check = (event: unknown) => {
      const expected = eventSchema.safeParse(event);
      const found = read(event);
      if (expected.success) taken++;
      expect(found !== undefined).toBe(expected.success);
      if (expected.success) expect(found).toEqual(expected.data);
    };
    fc.assert(fc.property(eventOf(kind), check), { numRuns: 300 });
    expect(taken).toBeGreaterThan(30);
  });

  it("agrees on what is no event at all", () => {
    for (const value of [null, 1, "x", [], [1], {}, { kind: "nope" }, { kind: ["request"] }]) {
      expect(read(value)).toBeUndefined();
    }
  });

  it("leaves to the parser what it does not know", () => {
    const odd = quickReader(
      z.object({
        url: z.url(),
        list: z.array(z.string()),
        even: z.number().refine((n) => n % 2 === 0),
        more: z.number().gt(3),
        trimmed: z.string().trim().min(2),
        day: z.string().transform((text, ctx) => {
          if (text === "never") ctx.addIssue("no such day");
          return text;
        }),
      }),
    );
    const fits = {
      url: "https://a.b/",
      list: ["x"],
      even: 2,
      more: 4,
      trimmed: " ab ",
      day: "now",
    };
    expect(odd(fits)).toEqual({ ...fits, trimmed: "ab" });
    const wrong = { url: "a", list: [1], even: 3, more: 3, trimmed: " a ", day: "never" };
    for (const [name, value] of Object.entries(wrong)) {
      expect(odd({ ...fits, [name]: value })).toBeUndefined();
    }
  });
});
