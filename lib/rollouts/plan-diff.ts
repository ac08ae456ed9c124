/** What one plan has that another has not, line by line: `Stage 2 bakes 24 h → 36 h`. */
import { share, spanWords } from "@/lib/core/format";
import type { Gate } from "./gate";
import type { Freeze, Plan, Stage } from "./plan";
import { percent, SIGNAL_WORDS } from "./words";

type Line<T> = readonly [what: string, write: (of: T) => string];

const span = (ms: number): string => (ms === 0 ? "no time" : spanWords(ms));
const yes = (is: boolean): string => (is ? "needed" : "not needed");
const at = (instant: string | null): string =>
  instant === null ? "any time" : `${instant.slice(0, 16).replace("T", " ")} UTC`;
const utc = (instant: string | null): string =>
  at(instant === null ? null : new Date(instant).toISOString());
const or = (value: number | null, write: (n: number) => string): string =>
  value === null ? "none" : write(value);

const PLAN_LINES: readonly Line<Plan>[] = [
  ["Description:", ({ description }) => (description === "" ? "none" : `“${description}”`)],
  ["Flag:", ({ flag }) => flag],
  ["Environment:", ({ environment }) => environment],
  ["Canary:", ({ canary }) => `“${canary}”`],
  ["Control:", ({ control }) => `“${control}”`],
  ["False rollbacks: at most", ({ promise }) => share(promise.alpha)],
  ["False proofs: at most", ({ promise }) => share(promise.promotionAlpha)],
  ["Approval before the start:", ({ needsApproval }) => yes(needsApproval)],
  ["Starts:", ({ startsAt }) => utc(startsAt)],
  ["Pauses without data after", ({ noDataAfterMs }) => span(noDataAfterMs)],
  ["Minimum units of a stage:", ({ leastUnits }) => String(leastUnits)],
  ["Keeps the old variant for", ({ keepForMs }) => span(keepForMs)],
];

const STAGE_LINES: readonly Line<Stage>[] = [
  ["is called", ({ name }) => (name === "" ? "nothing" : `“${name}”`)],
  ["gets", ({ weight }) => percent(weight)],
  ["bakes", ({ minBakeMs }) => span(minBakeMs)],
  ["asks people after", ({ maxBakeMs }) => span(maxBakeMs)],
  ["passes by", ({ passesBy }) => passesBy],
  ["approval:", ({ needsApproval }) => yes(needsApproval)],
  ["begins not before", ({ notBefore }) => utc(notBefore)],
];

const GATE_LINES: readonly Line<Gate>[] = [
  ["signal:", ({ signal }) => SIGNAL_WORDS[signal]],
  ["agent:", ({ agent }) => agent ?? "all"],
  ["bad above:", ({ badAbove }) => or(badAbove, String)],
  ["counts after", ({ lagMinutes }) => `${lagMinutes} min`],
  ["tolerance:", ({ rule }) => or(rule.tolerance, (times) => `${times}x`)],
  ["limit:", ({ rule }) => or(rule.limit, share)],
  ["proves below", ({ rule }) => or(rule.proves, (times) => `${times}x`)],
  ["weight:", ({ rule }) => String(rule.weight)],
];

function differing<T>(lines: readonly Line<T>[], was: T, is: T, prefix = ""): string[] {
  return lines.flatMap(([what, write]) =>
    write(was) === write(is) ? [] : [`${prefix}${what} ${write(was)} → ${write(is)}`],
  );
}

export const changesBetween = (was: Plan, is: Plan): string[] => [
  ...stageChanges(was.stages, is.stages),
  ...gateChanges(was.gates, is.gates),
  ...freezeChanges(was.freezes, is.freezes),
  ...differing(PLAN_LINES, was, is),
];

/** As many as before are the same ones changed; otherwise a stage is known by its weight. */
function stageChanges(was: readonly Stage[], is: readonly Stage[]): string[] {
  if (was.length === is.length)
    return is.flatMap((stage, i) =>
      differing(STAGE_LINES, was[i] ?? stage, stage, `Stage ${i + 1} `),
    );
  const gone = was.filter(({ weight }) => !is.some((stage) => stage.weight === weight));
  return [
    ...gone.map(({ weight }) => `The stage of ${percent(weight)} is gone`),
    ...is.flatMap((stage, i) => {
      const before = was.find(({ weight }) => weight === stage.weight);
      const name = `Stage ${i + 1}`;
      return before
        ? differing(STAGE_LINES, before, stage, `${name} `)
        : [`${name} is new: ${percent(stage.weight)}, bakes ${span(stage.minBakeMs)}`];
    }),
  ];
}

function gateChanges(was: readonly Gate[], is: readonly Gate[]): string[] {
  const gone = was.filter(({ key }) => !is.some((gate) => gate.key === key));
  return [
    ...gone.map(({ key }) => `The gate ${key} is gone`),
    ...is.flatMap((gate) => {
      const before = was.find(({ key }) => key === gate.key);
      return before
        ? differing(GATE_LINES, before, gate, `Gate ${gate.key} `)
        : [`The gate ${gate.key} is new: ${SIGNAL_WORDS[gate.signal].toLowerCase()}`];
    }),
  ];
}

function freezeChanges(was: readonly Freeze[], is: readonly Freeze[]): string[] {
  const wordsOf = ({ from, to, reason }: Freeze) => `${utc(from)} to ${utc(to)}, ${reason}`;
  const [before, after] = [was.map(wordsOf), is.map(wordsOf)];
  return [
    ...before.filter((one) => !after.includes(one)).map((one) => `No freeze any more: ${one}`),
    ...after.filter((one) => !before.includes(one)).map((one) => `Freeze: ${one}`),
  ];
}
