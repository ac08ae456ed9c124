/** Pins in memory: what is kept, until when, how many, and what takes them away. */
import { describe, expect, test } from "vitest";
import {
  addPin,
  dropKey,
  dropsBetween,
  newPinBook,
  type Pin,
  pinIn,
  sweepPins,
  takePins,
} from "./pin-book";
import { flagDraftSchema } from "./schema";
import { settle } from "./settle";
import { splitOf, writtenFlag } from "./test-flags";

const pin = (unit: string, over: Partial<Pin> = {}): Pin => ({
  ...{ unit, environment: "production", flag: "greeting", variant: "on", version: 3 },
  ...{ at: 0, until: 100, ...over },
});
const NONE = new Map<string, number>();
const dropped = new Map([[dropKey("production", "greeting", "on"), 4]]);

describe("a book of pins", () => {
  test("keeps a pin until its end, and not at it", () => {
    const book = newPinBook();
    addPin(book, pin("a"), NONE);
    expect(pinIn(book, "a", NONE, 99)).toMatchObject({ variant: "on" });
    expect(pinIn(book, "a", NONE, 100)).toBeUndefined();
  });

  test("takes no more than fit, keeps whom it has, and has room again when some are over", () => {
    const book = newPinBook(2);
    expect([pin("a"), pin("b"), pin("c")].map((each) => addPin(book, each, NONE))).toEqual([
      ...[true, true, false],
    ]);
    expect(addPin(book, pin("a", { at: 50 }), NONE)).toBe(true);
    sweepPins(book, NONE, 100);
    expect(addPin(book, pin("c", { until: 200 }), NONE)).toBe(true);
  });

  test("what another process committed first takes the place of what was not written yet", () => {
    const book = newPinBook(1);
    addPin(book, pin("a"), NONE);
    takePins(book, [pin("a", { variant: "off" }), pin("b")], NONE);
    expect(pinIn(book, "a", NONE, 1)).toMatchObject({ variant: "off" });
    expect(book.unwritten.size).toBe(0);
    // Beyond its own bound: processes have to agree about what is committed.
    expect(pinIn(book, "b", NONE, 1)).toBeDefined();
  });

  test("pins to a variant that were made before it was dropped are none, wherever they come from", () => {
    const book = newPinBook();
    addPin(book, pin("old"), NONE);
    addPin(book, pin("control", { variant: "off" }), NONE);
    expect(pinIn(book, "old", dropped, 1)).toBeUndefined();
    expect(addPin(book, pin("late"), dropped)).toBe(false);
    takePins(book, [pin("elsewhere"), pin("new", { version: 4 })], dropped);
    sweepPins(book, dropped, 1);
    expect([...book.pins.keys()].sort()).toEqual(["control", "new"]);
    expect([...book.unwritten.keys()]).toEqual(["control"]);
  });
});

describe("a change of a flag drops the pins", () => {
  const serve = { serve: splitOf({ on: 10, off: 90 }, "off") };
  const flag = (over: object = {}, production: object = {}) =>
    settle(
      flagDraftSchema.parse(
        writtenFlag({ pinForMs: 60_000, ...over }, { ...serve, ...production }),
      ),
      null,
    );
  const of = (...names: string[]) =>
    names.map((variant) => ({ environment: "production", variant }));
  const three = { variants: { on: true, off: false, third: true } };

  test.each([
    [
      "of nobody, when a share grows",
      flag(),
      flag({}, { serve: splitOf({ on: 90, off: 10 }, "off") }),
      [],
    ],
    [
      "of everything but the off variant, when it is switched off",
      flag(),
      flag({}, { isEnabled: false }),
      of("on"),
    ],
    ["of nobody, when it is on again", flag({}, { isEnabled: false }), flag(), []],
    ["of a variant that is taken away", flag(three), flag(), of("third")],
    [
      "of all, when nothing is pinned any more",
      flag(),
      flag({ pinForMs: undefined }),
      of("on", "off"),
    ],
    [
      "of all but the off variant, when its environment is gone",
      flag(),
      flag({ environments: {} }),
      of("on"),
    ],
  ])("%s", (_name, before, after, drops) => {
    expect(dropsBetween(before, after)).toEqual(drops);
  });
});
