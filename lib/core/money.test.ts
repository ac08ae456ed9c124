/** Money loses nothing before it is shown, and is shown the way people write it. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addPicos,
  dollarsOf,
  exactMoney,
  formatMoney,
  perRequest,
  picosOf,
  ratioOf,
} from "./money";

const amounts = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n });

describe("reading an amount", () => {
  test.each<[string | number, bigint]>([
    ["0", 0n],
    ["1", 1_000_000_000_000n],
    ["0.000000000001", 1n],
    ["0.1", 100_000_000_000n],
    [0.1, 100_000_000_000n],
    [2.5e-7, 250_000n],
    ["1e3", 1_000_000_000_000_000n],
    ["-0.5", -500_000_000_000n],
    [".5", 500_000_000_000n],
    ["0.0000000000005", 1n],
    ["0.0000000000004", 0n],
    ["-0.0000000000005", -1n],
    ["90071992547409.931234567891", 90_071_992_547_409_931_234_567_891n],
  ])("%s", (text, picos) => {
    expect(picosOf(text)).toBe(picos);
  });

  test.each(["", "-", ".", "abc", "1,000", "0x10", "1e9999", Number.NaN, Infinity])(
    "refuses %j",
    (text) => {
      expect(() => picosOf(text)).toThrow("not an amount of money");
    },
  );

  test("is the inverse of writing it out in full", () => {
    fc.assert(
      fc.property(amounts, (picos) => {
        expect(picosOf(exactMoney(picos).replace(/[$,]/g, ""))).toBe(picos);
      }),
    );
  });
});

describe("arithmetic", () => {
  test("sums are the same in any order and any grouping", () => {
    fc.assert(
      fc.property(fc.array(amounts), fc.nat(), (all, cut) => {
        const at = all.length === 0 ? 0 : cut % all.length;
        const total = addPicos(all);
        expect(addPicos(all.toReversed())).toBe(total);
        expect(addPicos(all.slice(0, at)) + addPicos(all.slice(at))).toBe(total);
      }),
    );
  });

  test("a mean times its count is the sum, to half a pico-dollar each", () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 1e9 }), (picos, n) => {
        const mean = perRequest(picos, n) ?? 0n;
        const error = mean * BigInt(n) - picos;
        expect((error < 0n ? -error : error) * 2n).toBeLessThanOrEqual(BigInt(n));
      }),
    );
  });

  test("nothing asked has no mean, and no whole has no share", () => {
    expect(perRequest(5n, 0)).toBeNull();
    expect(ratioOf(5n, 0n)).toBeNull();
    expect(ratioOf(1n, 4n)).toBe(0.25);
    expect(dollarsOf(picosOf("12.5"))).toBe(12.5);
  });
});

describe("money for people", () => {
  test.each<[string, string, string, string]>([
    ["0", "$0", "$0", "$0.00"],
    ["0.0123", "$0.0123", "$0.012300", "$0.0123"],
    ["0.01234567", "$0.0123", "$0.012346", "$0.01234567"],
    ["0.1", "$0.10", "$0.100000", "$0.10"],
    ["0.5", "$0.50", "$0.500000", "$0.50"],
    ["0.123456", "$0.123", "$0.123456", "$0.123456"],
    ["0.000012345", "$0.000012", "$0.000012", "$0.000012345"],
    ["0.0000004", "<$0.000001", "<$0.000001", "$0.0000004"],
    ["0.9994", "$0.999", "$0.999400", "$0.9994"],
    ["0.9996", "$1.00", "$0.999600", "$0.9996"],
    ["4.125", "$4.13", "$4.13", "$4.125"],
    ["99.994", "$99.99", "$99.99", "$99.994"],
    ["99.996", "$100", "$100.00", "$99.996"],
    ["412.34", "$412", "$412.34", "$412.34"],
    ["999.6", "$1 k", "$999.60", "$999.60"],
    ["1200", "$1.2 k", "$1,200.00", "$1,200.00"],
    ["12449", "$12.4 k", "$12,449.00", "$12,449.00"],
    ["412400", "$412 k", "$412,400.00", "$412,400.00"],
    ["999600", "$1 M", "$999,600.00", "$999,600.00"],
    ["5000000000", "$5 B", "$5,000,000,000.00", "$5,000,000,000.00"],
    ["-0.0123", "-$0.0123", "-$0.012300", "-$0.0123"],
    ["-1200", "-$1.2 k", "-$1,200.00", "-$1,200.00"],
  ])("%s is %s, in a table %s, in full %s", (text, short, precise, full) => {
    const picos = picosOf(text);
    expect(formatMoney(picos)).toBe(short);
    expect(formatMoney(picos, { precise: true })).toBe(precise);
    expect(exactMoney(picos)).toBe(full);
  });

  test("errs by less than one in two hundred from a hundredth of a cent upwards", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 10n ** 8n, max: 10n ** 22n }), (picos) => {
        const [, figure = "", unit = ""] = /^\$([\d.]+) ?([kMB]?)$/.exec(formatMoney(picos)) ?? [];
        const power = { "": 1, k: 1e3, M: 1e6, B: 1e9 }[unit] ?? Number.NaN;
        const shown = Number(figure) * power;
        expect(Math.abs(shown / dollarsOf(picos) - 1)).toBeLessThanOrEqual(0.0051);
      }),
    );
  });
});
