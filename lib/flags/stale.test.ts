/** A flag is called stale for a reason that names what to do, and never on its first days. */
import { expect, test } from "vitest";
import { DAY } from "@/lib/core/time";
import type { FlagEnvironment } from "./schema";
import { staleOf } from "./stale";

const now = 100 * DAY;
const serving = (serve: FlagEnvironment["serve"], isEnabled = true): FlagEnvironment => ({
  ...{ isEnabled, prerequisites: [], rules: [], serve },
});
const everybody = serving({ variant: "on" });
const half = serving({
  split: {
    control: "off",
    ranges: [
      { variant: "on", from: 0, to: 50_000 },
      { variant: "off", from: 50_000, to: 100_000 },
    ],
  },
});
const old = {
  ...{ now, createdAt: 0, changedAt: now - 30 * DAY, askedAt: now },
  ...{ offVariant: "off", isMoved: false },
};
const nobody = serving({ variant: "off" });
const ruled: FlagEnvironment = {
  ...everybody,
  rules: [
    {
      name: "staff",
      when: [{ is: "present", attribute: "staff", isNot: false }],
      serve: { variant: "off" },
    },
  ],
};
const waiting: FlagEnvironment = {
  ...everybody,
  prerequisites: [{ flag: "other", variants: ["on"] }],
};

// biome-ignore format: a table reads in columns
test.each([
  ["at 100 % for long and still asked for", { production: everybody }, {}, { kind: "launched", days: 30 }],
  ["at 100 % since yesterday", { production: everybody }, { changedAt: now - DAY }, null],
  ["still split", { production: half }, {}, null],
  ["constant here, split there", { production: everybody, staging: half }, {}, null],
  ["at 0 % for long", { production: nobody }, {}, { kind: "zero", days: 30 }],
  ["on here and off there, for everybody", { production: everybody, staging: nobody }, {}, { kind: "constant", days: 30 }],
  ["the same but for a rule", { production: ruled }, {}, null],
  ["the same but for a prerequisite", { production: waiting }, {}, null],
  ["constant and about to be moved by a rollout", { production: nobody }, { isMoved: true }, null],
  ["off for long", { production: serving({ variant: "on" }, false) }, {}, { kind: "off", days: 30 }],
  ["no longer asked for", { production: half }, { askedAt: now - 20 * DAY }, { kind: "unused", days: 20 }],
  ["never asked for", { production: half }, { askedAt: null }, { kind: "never", days: 100 }],
  ["new and not asked for yet", { production: half }, { askedAt: null, createdAt: now - DAY }, null],
])("a flag that is %s", (_what, environments, over, stale) => {
  expect(staleOf({ ...old, environments, ...over })).toEqual(stale);
});
