/** One user's trouble is one bad unit. */
import { expect, test } from "vitest";
import { MINUTE } from "@/lib/core/time";
import { countsOf, type Request } from "./units";

const request = (at: number, unit: string, isBad: boolean, isCanary = true): Request => ({
  ...{ at, unit, isBad, isCanary },
});

test("a unit that fails again within ten minutes counts once; its good requests all count", () => {
  const requests = [
    request(0, "u", true),
    request(1, "u", true),
    request(MINUTE, "u", true),
    request(MINUTE + 1, "u", false),
    request(MINUTE + 2, "v", true),
    request(10 * MINUTE, "u", true),
    request(0, "u", true, false),
  ];
  const expected = new Map([
    [0, { canary: 1, canaryBad: 1, control: 1, controlBad: 1 }],
    [MINUTE, { canary: 2, canaryBad: 1, control: 0, controlBad: 0 }],
    [10 * MINUTE, { canary: 1, canaryBad: 1, control: 0, controlBad: 0 }],
  ]);
  expect(countsOf(requests)).toEqual(expected);
  expect(countsOf(requests.toReversed())).toEqual(expected);
});
