/** Laws of the alert machine that hold for every rule and every history. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, type Measured, type Outcome } from "./evaluation";
import { ruleSchema } from "./schema";
import { FRESH_RULE, isFiring, type KeptRule, type RuleState, type Transition } from "./state";

const MINUTE = 60_000;
const NAMES = ["a", "b", "c"] as const;

const minutes = (most: number) => fc.integer({ min: 0, max: most }).map((n) => n * MINUTE);
const noData = fc.oneof(
  fc.constantFrom(
    { policy: "ok" as const },
    { policy: "keep" as const },
    { policy: "alerting" as const },
  ),
  minutes(4).map((forMs) => ({ policy: "noData" as const, forMs })),
);

const rules: fc.Arbitrary<KeptRule> = fc
  .record({
    forMs: minutes(4),
    keepFiringForMs: minutes(3),
    recoveryThreshold: fc.constantFrom(null, 3, 1),
    minSample: fc.constantFrom(0, 5),
    noData,
    onError: fc.record({
      policy: fc.constantFrom("ok" as const, "keep" as const, "alerting" as const),
      tellAfter: fc.integer({ min: 1, max: 3 }),
    }),
    maxAlerts: fc.integer({ min: 1, max: 3 }),
    isAbsence: fc.boolean(),
  })
  .map(({ isAbsence, recoveryThreshold, ...more }) => ({
    id: "rule",
    ...ruleSchema.parse({
      name: "law",
      severity: "low",
      signal: isAbsence
        ? { kind: "absence", of: "metric", name: "m" }
        : { kind: "metric", name: "m", aggregation: "last" },
      ...(!isAbsence && { threshold: 4, recoveryThreshold }),
      groupBy: ["series"],
      intervalMs: MINUTE,
      annotations: { summary: "{{ $value }} on {{ $labels.i }}" },
      ...more,
    }),
  }));

const sample = fc.record({
  value: fc.oneof(
    fc.integer({ min: 0, max: 8 }),
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY),
  ),
  sampleSize: fc.constantFrom(null, 3, 50),
  hasVanished: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
});
type Sample = { value: number; sampleSize: number | null; hasVanished: boolean };
type Tick = { readonly after: number; readonly outcome: Outcome };

const ticks: fc.Arbitrary<Tick[]> = fc.array(
  fc
    .record({
      isError: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
      isGap: fc.integer({ min: 0, max: 19 }).map((n) => n === 0),
      values: fc.array(fc.option(sample, { freq: 3 }), { minLength: 3, maxLength: 3 }),
    })
    .map(({ isError, isGap, values }) => ({
      after: isGap ? 10 * MINUTE : MINUTE,
      outcome: isError
        ? { kind: "error" as const, message: "broken" }
        : { kind: "measured" as const, series: seriesOf(values) },
    })),
  { maxLength: 40 },
);

const seriesOf = (values: readonly (Sample | null)[]): Measured[] =>
  values.flatMap((one, i) =>
    one ? [{ ...one, labels: { i: NAMES[i] ?? "" }, at: Number.MAX_SAFE_INTEGER }] : [],
  );

type Seen = {
  readonly at: number;
  readonly outcome: Outcome;
  readonly state: RuleState;
  readonly transitions: readonly Transition[];
};

function history(
  rule: KeptRule,
  all: readonly Tick[],
  between = (state: RuleState) => state,
): Seen[] {
  let state = FRESH_RULE;
  let at = 0;
  return all.map(({ after, outcome }) => {
    at += after;
    const step = evaluate(rule, between(state), outcome, at);
    state = step.state;
    return { at, outcome, ...step };
  });
}

const holds = (law: (seen: readonly Seen[], rule: KeptRule, all: readonly Tick[]) => void) =>
  fc.assert(
    fc.property(rules, ticks, (rule, all) => law(history(rule, all), rule, all)),
    { numRuns: 150 },
  );
const stored = (state: RuleState): RuleState => JSON.parse(JSON.stringify(state));

const keysOf = ({ transitions }: Seen, wanted: Transition["kind"]) =>
  transitions.filter(({ kind }) => kind === wanted).map(({ key }) => key);

/** Postgres keeps the keys of a JSON object in an order of its own. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, inside]) => [name, reordered(inside)]),
  );
}

describe("an alert", () => {
  test("comes back from storage as it went in", () => {
    holds((seen) => {
      for (const { state, transitions } of seen) {
        expect(stored(state)).toEqual(state);
        expect(JSON.parse(JSON.stringify(transitions))).toEqual(transitions);
      }
    });
  });

  test("does the same whether or not the worker restarts before each evaluation", () => {
    holds((seen, rule, all) => {
      expect(history(rule, all, stored)).toEqual(seen);
      expect(history(rule, all, (state) => reordered(state) as RuleState)).toEqual(seen);
    });
  });

  test("never fires before `for`, measured in evaluated time", () => {
    holds((seen, rule) => {
      const fired = seen.flatMap(({ transitions }) =>
        transitions.filter(({ kind }) => kind === "fired"),
      );
      for (const { at, key } of fired) {
        const before = seen.filter((one) => one.at < at);
        const phases = before.map(({ state }) => state.alerts.find((it) => it.key === key)?.phase);
        const waited = phases.length - 1 - phases.findLastIndex((phase) => phase !== "pending");
        // A wait of n minutes is seen pending at least n times, a minute apart.
        expect(waited).toBeGreaterThanOrEqual(rule.forMs / MINUTE);
      }
    });
  });

  test("is never resolved by an evaluation that failed", () => {
    holds((seen) => {
      for (const { outcome, transitions } of seen)
        if (outcome.kind === "error")
          expect(transitions.filter(({ kind }) => kind === "resolved")).toEqual([]);
    });
  });

  test("is fired and resolved in turn, and what is open is what was fired and not resolved", () => {
    holds((seen) => {
      const open = new Set<string>();
      for (const one of seen) {
        expect(keysOf(one, "fired").filter((key) => open.has(key))).toEqual([]);
        for (const key of keysOf(one, "resolved")) open.delete(key);
        for (const key of keysOf(one, "fired")) open.add(key);
        const firing = one.state.alerts.filter(isFiring).map(({ key }) => key);
        expect(new Set(firing)).toEqual(open);
      }
    });
  });

  test("has each step of its history under an id of its own", () => {
    holds((seen) => {
      const ids = seen.flatMap(({ transitions }) => transitions.map(({ id }) => id));
      expect(new Set(ids).size).toBe(ids.length);
    });
  });

  test("is not among more than the rule may have", () => {
    holds((seen, rule) => {
      for (const { state } of seen)
        expect(state.alerts.filter(({ phase }) => phase !== "inactive").length).toBeLessThanOrEqual(
          rule.maxAlerts,
        );
    });
  });
});

describe("two workers", () => {
  test("that evaluate from the same state write the same rows, though their clocks differ", () => {
    holds((seen, rule) => {
      seen.forEach(({ outcome, at, transitions }, i) => {
        const before = seen[i - 1]?.state ?? FRESH_RULE;
        if (before.evaluatedAt === null) return;
        const late = evaluate(rule, before, outcome, at + 900);
        const known = new Set(transitions.map(({ id }) => id));
        const both = late.transitions.filter(({ kind, key }) =>
          transitions.some((one) => one.kind === kind && one.key === key),
        );
        expect(both.every(({ id }) => known.has(id))).toBe(true);
      });
    });
  });

  test("that evaluate the same instant one after the other tell it once", () => {
    holds((seen, rule) => {
      for (const { state, outcome, at } of seen)
        expect(evaluate(rule, state, outcome, at)).toEqual({ state, transitions: [] });
    });
  });
});

test("flapping is announced once when it begins and once when it ends, in turn", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 40, maxLength: 120 }), (held) => {
      const rule: KeptRule = {
        id: "rule",
        ...ruleSchema.parse({
          name: "law",
          severity: "low",
          signal: { kind: "degradedShare" },
          threshold: 0.5,
          intervalMs: MINUTE,
        }),
      };
      const all = [...held, ...Array.from({ length: 31 }, () => false)].map((isHeld) => ({
        after: MINUTE,
        outcome: {
          kind: "measured" as const,
          series: [{ labels: {}, value: isHeld ? 1 : 0, at: 0 }],
        },
      }));
      const told = history(rule, all).flatMap(({ transitions }) => transitions);
      const notices = told.filter(({ kind }) => kind === "flapping" || kind === "settled");
      notices.forEach(({ kind }, i) => {
        expect(kind).toBe(i % 2 === 0 ? "flapping" : "settled");
      });
      expect(notices.length % 2).toBe(0);
      let isFlapping = false;
      for (const { kind, isQuiet, at } of told) {
        const begins = told.some((one) => one.kind === "flapping" && one.at === at);
        if (kind === "flapping") isFlapping = true;
        else if (kind === "settled") isFlapping = false;
        else if (kind !== "pending") expect(isQuiet).toBe(isFlapping || begins);
      }
    }),
    { numRuns: 150 },
  );
});
