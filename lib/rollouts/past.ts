/** A plan's gates over the past: what they would have said of a canary that is the control itself. */
import { exact, spanWords } from "@/lib/core/format";
import { DAY, HOUR, MINUTE } from "@/lib/core/time";
import type { Minute } from "./evidence";
import { gather, nothingGathered, type Said, startOfTicks, ticksOf } from "./gathering";
import type { Plan } from "./plan";
import type { GateTrial } from "./views";
import { figure } from "./words";

/** What was counted, and by which thresholds. */
export type Past = {
  readonly from: Date;
  readonly to: Date;
  readonly isCut: boolean;
  readonly whose: GateTrial["whose"];
  readonly gates: ReadonlyMap<string, ReadonlyMap<number, Minute>>;
  readonly thresholds: Readonly<Record<string, number>>;
};

export function judgePast(plan: Plan, past: Past): GateTrial {
  const { from, to, gates } = past;
  const lag = Math.max(...plan.gates.map(({ lagMinutes }) => lagMinutes)) * MINUTE;
  const told = { gates, exposed: new Map() };
  const ticks = ticksOf(plan, told, startOfTicks(plan, from), to.getTime() + lag);
  const { verdicts, watch } = gather(plan, nothingGathered(plan), ticks);
  const last = verdicts.at(-1)?.verdict;
  const tried = plan.gates.map(({ key, signal, badAbove }) => ({
    ...{ key, signal, badAbove: badAbove ?? past.thresholds[key] ?? null },
    ...totalOf(gates.get(key)),
    mostE: mostOf(verdicts, key),
  }));
  const crossedAt = watch.crossedAt === null ? null : new Date(watch.crossedAt).toISOString();
  const shown = {
    ...{ from: from.toISOString(), to: to.toISOString(), isCut: past.isCut, whose: past.whose },
    requests: Math.max(0, ...tried.map(({ units }) => units)),
    ...{ threshold: 1 / plan.promise.alpha, mostE: last?.mostE ?? 1, crossedAt, gates: tried },
  };
  return { ...shown, says: sayingOf(shown) };
}

const mostOf = (said: readonly Said[], key: string): number =>
  said.reduce((most, { verdict }) => {
    const gate = verdict.gates.find((one) => one.key === key);
    return Math.max(most, gate?.e ?? 1);
  }, 1);

function totalOf(minutes: ReadonlyMap<number, Minute> | undefined) {
  let [units, bad] = [0, 0];
  for (const { canary, canaryBad, control, controlBad } of minutes?.values() ?? []) {
    units += canary + control;
    bad += canaryBad + controlBad;
  }
  return { units, bad };
}

/** Hours, or days: nobody reads 167 h. */
const lengthOf = (ms: number): string =>
  spanWords(
    ms >= 2 * DAY ? Math.round(ms / DAY) * DAY : Math.max(HOUR, Math.round(ms / HOUR) * HOUR),
  );

function sayingOf(trial: Omit<GateTrial, "says">): string {
  const { requests, mostE, threshold, crossedAt, from, to } = trial;
  if (requests === 0) return "No request within these days: there is nothing to try the gates on";
  const over = `over ${exact(requests)} requests of ${lengthOf(Date.parse(to) - Date.parse(from))}`;
  return crossedAt === null
    ? `No false alarm ${over}: E reached ${figure(mostE)}, ${figure(threshold)} rolls back`
    : `A false alarm ${over}: the gates would have rolled back a canary that is the control itself. Look at their lags and limits`;
}
