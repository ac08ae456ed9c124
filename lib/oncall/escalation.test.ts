/** Each step is done once, in order, with time to answer, until somebody does. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { MINUTE } from "@/lib/core/time";
import { type Circumstances, type Escalated, escalate, escalationFrom } from "./escalation";
import type { Escalation, Policy, Target } from "./schema";

const person = (id: string): Target => ({ kind: "person", id });
const policy: Policy = {
  name: "default",
  steps: [
    { targets: [{ kind: "schedule", id: "primary" }], waitMinutes: 5 },
    { targets: [person("lead")], waitMinutes: 10 },
    { targets: [{ kind: "channel", id: "all" }], waitMinutes: 15 },
  ],
  repeats: 1,
  skipsEmpty: true,
  acknowledgedForMinutes: null,
};
const begun = new Date("2026-11-20T03:00Z");
const at = (minute: number) => new Date(begun.getTime() + minute * MINUTE);
const minuteOf = (when: Date | null) => when && (when.getTime() - begun.getTime()) / MINUTE;

/** Everybody is reached but those named. */
const without = (...empty: readonly string[]): Circumstances => ({
  acknowledgedAt: null,
  resolvedAt: null,
  reach: ({ kind, id }) => {
    if (empty.includes(id)) return [];
    return [{ kind: kind === "channel" ? "channel" : "person", id }];
  },
});
const open = without();

type Line = readonly [minute: number, told: string, nextAt: number | null];

const worded = ({ tell }: Escalated) =>
  tell ? `${tell.round}.${tell.step} ${tell.recipients.map(({ id }) => id).join("+")}`.trim() : "-";

function walk(
  rules: Policy,
  looks: readonly (readonly [minute: number, circumstances: Circumstances])[],
): { lines: Line[]; last: Escalated | null } {
  let state: Escalation = escalationFrom(begun);
  let last: Escalated | null = null;
  const lines = looks.map(([minute, circumstances]): Line => {
    last = escalate(rules, state, at(minute), circumstances);
    state = last.state;
    return [minute, worded(last), minuteOf(last.nextAt)];
  });
  return { lines, last };
}

test("unanswered, it goes through all steps and rounds, each after its wait, and then stops", () => {
  const looks = [0, 1, 5, 15, 30, 35, 45, 60, 1_000].map((minute) => [minute, open] as const);
  const { lines, last } = walk(policy, looks);
  expect(lines).toEqual([
    [0, "0.0 primary", 5],
    [1, "-", 5],
    [5, "0.1 lead", 15],
    [15, "0.2 all", 30],
    [30, "1.0 primary", 35],
    [35, "1.1 lead", 45],
    [45, "1.2 all", null],
    [60, "-", null],
    [1_000, "-", null],
  ]);
  expect(last?.phase).toBe("exhausted");
});

test("a look that comes hours late does one step, and the next has its whole wait from there", () => {
  const looks = [0, 200, 200, 209, 210].map((minute) => [minute, open] as const);
  expect(walk(policy, looks).lines).toEqual([
    [0, "0.0 primary", 5],
    [200, "0.1 lead", 210],
    [200, "-", 210],
    [209, "-", 210],
    [210, "0.2 all", 225],
  ]);
});

test("an empty step is passed over at once, and said to be", () => {
  const look = escalate(policy, escalationFrom(begun), begun, without("primary"));
  expect(worded(look)).toBe("0.1 lead");
  expect(look.skipped).toEqual([{ round: 0, step: 0 }]);
  expect(minuteOf(look.nextAt)).toBe(10);
});

test("an empty step that is not passed over is done for nobody and waited for", () => {
  const rules = { ...policy, skipsEmpty: false };
  const look = escalate(rules, escalationFrom(begun), begun, without("primary"));
  expect(look.tell).toEqual({ round: 0, step: 0, recipients: [] });
  expect(minuteOf(look.nextAt)).toBe(5);
});

test("when a whole round finds nobody, the next is not used up at once", () => {
  const nobody = without("primary", "lead", "all");
  const { lines, last } = walk(policy, [
    [0, nobody],
    [15, open],
  ]);
  expect(lines).toEqual([
    [0, "-", 15],
    [15, "1.0 primary", 20],
  ]);
  expect(last?.skipped).toEqual([]);
});

test("when the last round finds nobody, it is exhausted and has told nobody", () => {
  const nobody = without("primary", "lead", "all");
  const { last } = walk({ ...policy, repeats: 0 }, [[0, nobody]]);
  expect(last).toMatchObject({ phase: "exhausted", tell: null, nextAt: null });
  expect(last?.skipped).toHaveLength(3);
});

test("who is reached by two targets of a step is told once", () => {
  const rules = { ...policy, steps: [{ targets: [person("a"), person("b")], waitMinutes: 5 }] };
  const reach = () => [{ kind: "person", id: "ana" }] as const;
  const look = escalate(rules, escalationFrom(begun), begun, { ...open, reach });
  expect(look.tell?.recipients).toEqual([{ kind: "person", id: "ana" }]);
});

test("an acknowledgement holds it; taken back, the next step is done when its time has come", () => {
  const held = { ...open, acknowledgedAt: at(2) };
  const { lines } = walk(policy, [
    [0, open],
    [5, held],
    [90, held],
    [91, open],
    [92, open],
  ]);
  expect(lines).toEqual([
    [0, "0.0 primary", 5],
    [5, "-", null],
    [90, "-", null],
    [91, "0.1 lead", 101],
    [92, "-", 101],
  ]);
});

test("an acknowledgement that runs out begins it again, once, until there is another one", () => {
  const rules = { ...policy, acknowledgedForMinutes: 30 };
  const first = { ...open, acknowledgedAt: at(6) };
  const second = { ...open, acknowledgedAt: at(40) };
  const { lines } = walk(rules, [
    [0, open],
    [5, open],
    [6, first],
    [35.9, first],
    [36, first],
    [37, first],
    [41, second],
    [69, second],
    [70, second],
  ]);
  expect(lines).toEqual([
    [0, "0.0 primary", 5],
    [5, "0.1 lead", 15],
    [6, "-", 36],
    [35.9, "-", 36],
    [36, "0.0 primary", 41],
    [37, "-", 41],
    [41, "-", 70],
    [69, "-", 70],
    [70, "0.0 primary", 75],
  ]);
});

test("what is resolved tells nobody, acknowledged or not, and is never looked at again", () => {
  for (const acknowledgedAt of [null, at(-1_000)]) {
    const over = { ...open, acknowledgedAt, resolvedAt: at(1) };
    const rules = { ...policy, acknowledgedForMinutes: 1 };
    const look = escalate(rules, escalationFrom(begun), at(5), over);
    expect(look).toMatchObject({ phase: "ended", tell: null, nextAt: null, isReopened: false });
  }
});

const anyPolicy: fc.Arbitrary<Policy> = fc.record({
  name: fc.constant("any"),
  steps: fc.array(
    fc.record({
      targets: fc.subarray([person("a"), person("b")], { minLength: 1 }),
      waitMinutes: fc.integer({ min: 1, max: 30 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  repeats: fc.integer({ min: 0, max: 3 }),
  skipsEmpty: fc.boolean(),
  acknowledgedForMinutes: fc.constant(null),
});
const anyLooks = fc.array(
  fc.record({
    after: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 300 })),
    absent: fc.constantFrom<readonly string[]>([], ["a"], ["b"], ["a", "b"]),
    isHeld: fc.boolean(),
  }),
  { minLength: 1, maxLength: 40 },
);

const waitAfter = ({ steps }: Policy, done: readonly { step: number }[]): number =>
  steps[done.at(-1)?.step ?? 0]?.waitMinutes ?? 0;

test("however late and whoever is missing: every step once, in order, none before its wait, none while held", () => {
  fc.assert(
    fc.property(anyPolicy, anyLooks, (rules, looks) => {
      let state = escalationFrom(begun);
      let minute = 0;
      const done: number[] = [];
      let earliest = 0;
      for (const { after, absent, isHeld } of looks) {
        minute += after;
        const acknowledgedAt = isHeld ? at(minute) : null;
        const look = escalate(rules, state, at(minute), { ...without(...absent), acknowledgedAt });
        const steps = [...look.skipped, ...(look.tell ? [look.tell] : [])];
        if (steps.length > 0) {
          expect(isHeld).toBe(false);
          expect(minute).toBeGreaterThanOrEqual(earliest);
          earliest = minute + waitAfter(rules, steps);
        }
        done.push(...steps.map(({ round, step }) => round * rules.steps.length + step));
        state = look.state;
        // The same moment once more: what is done is done.
        const twice = escalate(rules, state, at(minute), { ...open, acknowledgedAt });
        expect([twice.tell, twice.skipped]).toEqual([null, []]);
      }
      expect(done).toEqual(done.map((_, i) => i));
      expect(done.length).toBeLessThanOrEqual(rules.steps.length * (rules.repeats + 1));
    }),
    { numRuns: 150 },
  );
});

test("whoever looks exactly when told to gets through all steps, whoever is missing", () => {
  fc.assert(
    fc.property(anyPolicy, fc.constantFrom([], ["a"], ["a", "b"]), (rules, absent) => {
      let state = escalationFrom(begun);
      let next: Date | null = begun;
      let count = 0;
      while (next) {
        const look: Escalated = escalate(rules, state, next, without(...absent));
        count += look.skipped.length + (look.tell ? 1 : 0);
        state = look.state;
        next = look.nextAt;
      }
      expect(count).toBe(rules.steps.length * (rules.repeats + 1));
    }),
  );
});
