/** What an evaluation costs within a program, as the local client and every door do it. */
import { HOUR } from "@/lib/core/time";
import { bucketOf } from "@/lib/flags/bucket";
import type { Context } from "@/lib/flags/condition";
import { evaluate, type Snapshot } from "@/lib/flags/evaluation";
import { newPinBook } from "@/lib/flags/pin-book";
import { type FlagDraft, flagDraftSchema, segmentSchema } from "@/lib/flags/schema";
import { settle } from "@/lib/flags/settle";
import { newPins, pinHooks, unitHash } from "@/lib/flags/store/pins";
import { median, rounded } from "./numbers";

const FLAGS = 200;
const MUST_MICROSECONDS = 3;

const rule = (name: string, condition: object) => ({
  ...{ name, when: [condition], serve: { variant: "mock" } },
});
/** Three rules that most contexts pass by, then a split: the dearest way through a usual flag. */
const draftAt = (i: number, pinForMs?: number): FlagDraft =>
  flagDraftSchema.parse({
    ...{ key: `flag-${i}`, pinForMs },
    kind: "object",
    variants: { mock: { adapter: "mock" }, real: { adapter: "real", model: "m-2", prompt: i } },
    offVariant: "mock",
    environments: {
      production: {
        rules: [
          rule("staff", { is: "inSegment", segment: "staff" }),
          rule("plans", { attribute: "plan", is: "in", values: ["free", "trial"] }),
          rule("old", { attribute: "app", is: "versionBelow", value: "2.4" }),
        ],
        serve: {
          split: { control: "mock", weights: { real: 10 + (i % 80), mock: 90 - (i % 80) } },
        },
      },
    },
  });

function snapshotFor(pinForMs?: number): Snapshot {
  const flags = Array.from({ length: FLAGS }, (_, i) => settle(draftAt(i, pinForMs), null));
  const includes = Array.from({ length: 1_000 }, (_, i) => `staff-${i}`);
  const when = [[{ attribute: "email", is: "endsWith", values: ["@example.com"] }]];
  return {
    environment: "production",
    flags: new Map(flags.map((flag) => [flag.key, { flag, version: 1 }])),
    segments: new Map([["staff", segmentSchema.parse({ key: "staff", includes, when })]]),
  };
}

export function benchFlags({ quick }: { quick: boolean }) {
  const snapshot = snapshotFor();
  const rounds = quick ? 5 : 21;
  const evaluations = quick ? 20_000 : 200_000;
  const contexts = Array.from({ length: 1_000 }, (_, i) => ({
    ...{ targetingKey: `user-${i}`, plan: "pro", app: "2.10.1", email: `u${i}@example.org` },
  }));
  const one = (i: number) => {
    const context = contexts[i % contexts.length] ?? {};
    return evaluate({ snapshot, context }, `flag-${i % FLAGS}`);
  };
  const evaluation = microsecondsOf(one, evaluations, rounds);
  const pinned = microsecondsOf(pinnedOne(contexts), evaluations, rounds);
  const bucket = microsecondsOf((i) => bucketOf("flag", `user-${i}`), evaluations, rounds);
  return {
    name: "flags, evaluated in the process",
    flags: FLAGS,
    rulesBeforeTheSplit: 3,
    evaluationsARound: evaluations,
    microsecondsAnEvaluation: rounded(median(evaluation)),
    worstRoundMicroseconds: rounded(Math.max(...evaluation.slice(1))),
    microsecondsPinned: rounded(median(pinned)),
    microsecondsABucket: rounded(median(bucket)),
    mustMicroseconds: MUST_MICROSECONDS,
    passed: Math.max(median(evaluation), median(pinned)) < MUST_MICROSECONDS,
    note: "one thread; the first round, which compiles, is not in the worst",
  };
}

/** Every one is pinned: its hash and the look into the book come on top. */
function pinnedOne(contexts: readonly Context[]): (i: number) => unknown {
  const snapshot = snapshotFor(HOUR);
  const all = newPins();
  all.projects.set(1, { book: newPinBook(), drops: new Map(), cursor: "0", sweptAt: 0 });
  const { look } = pinHooks(all, 1, "production");
  for (let i = 0; i < FLAGS * contexts.length; i++) {
    const context = contexts[i % contexts.length] ?? {};
    const unit = unitHash("production", `flag-${i % FLAGS}`, "user", String(context.targetingKey));
    const at = { environment: "production", flag: `flag-${i % FLAGS}`, version: 1, at: 0 };
    const pin = { unit, variant: "real", until: Number.POSITIVE_INFINITY, ...at };
    all.projects.get(1)?.book.pins.set(unit, pin);
  }
  return (i) =>
    evaluate(
      { snapshot, context: contexts[i % contexts.length] ?? {}, pin: look },
      `flag-${i % FLAGS}`,
    );
}

function microsecondsOf(work: (i: number) => unknown, times: number, rounds: number): number[] {
  return Array.from({ length: rounds }, () => {
    const began = performance.now();
    for (let i = 0; i < times; i++) work(i);
    return ((performance.now() - began) * 1_000) / times;
  });
}
