/** One look at one rollout: counts the minutes that have matured, and lets the machine move it. */
import { MINUTE, SECOND } from "@/lib/core/time";
import { flagIn } from "@/lib/flags/store/keep";
import { rowsOf } from "@/lib/platform/rows";
import { dealtNow, shareAt, type Weighed } from "@/lib/rollouts/dealing";
import type { Minute } from "@/lib/rollouts/evidence";
import type { Gate } from "@/lib/rollouts/gate";
import {
  type Exposed,
  forgive,
  type Gathered,
  gather,
  leastLag,
  type Told,
  ticksOf,
} from "@/lib/rollouts/gathering";
import { advance, type Facts } from "@/lib/rollouts/machine";
import { rulesOf } from "@/lib/rollouts/presets";
import { verdictOf } from "@/lib/rollouts/watch";
import { applyMove, keep, type Writing } from "./apply";
import { countMinutes, meetPinned, meetUnits } from "./counts";
import { readBlockers, readFreezes } from "./facts";
import { keepExposed, keepMinutes, keepVerdicts } from "./minutes";
import { type Kept, lockedRollout, MACHINE } from "./rows";

/** Looked at again so soon; news come each minute, and people at once. */
const EVERY_MS = 5 * SECOND;
/** Counted in one transaction; a worker that was away for longer takes several. */
const MOST_MINUTES = 120;

export async function tickRollout(ctx: Writing, id: string): Promise<Kept> {
  const found = await lockedRollout(ctx.db, id);
  const { phase } = found.state;
  if (phase !== "SCHEDULED" && phase !== "RUNNING") return found;
  const nextAt = new Date(ctx.now.getTime() + EVERY_MS);
  const { kept, isCurrent } = await countedUp({ ...found, nextAt }, ctx);
  const facts = await factsOf(ctx, kept);
  // Silence that is only not counted yet is none.
  if (!isCurrent && facts.verdict !== "ROLLBACK") {
    await keep(ctx, { ...kept, nextAt: ctx.now });
    return kept;
  }
  const move = advance(kept.plan, kept.state, facts);
  return applyMove(ctx, kept, move, { by: MACHINE });
}

/** What the machine is told; of a rollout that has not begun, that nothing is known. */
export async function factsOf(ctx: Writing, kept: Kept): Promise<Facts> {
  const { db, project, now } = ctx;
  const { plan, gathered } = kept;
  const { environment } = plan;
  const where = { projectId: project.id, environment, targets: project.targets, now };
  return {
    now: now.getTime(),
    verdict: gathered ? verdictOf(rulesOf(plan), plan.promise, gathered.watch).word : "NO_DATA",
    canaryUnits: gathered?.counted.canaryUnits ?? 0,
    lastCanaryAt: gathered?.counted.lastCanaryAt ?? null,
    lastControlAt: gathered?.counted.lastControlAt ?? null,
    blockers: await readBlockers(db, where),
    freezes: await readFreezes(db, project.id, environment, now),
  };
}

type CountedUp = { readonly kept: Kept; readonly isCurrent: boolean };

async function countedUp(kept: Kept, ctx: Writing): Promise<CountedUp> {
  const { gathered, countedTo, countFrom } = kept;
  if (kept.state.phase !== "RUNNING" || !gathered || !countedTo || !countFrom)
    return { kept, isCurrent: true };
  const last = Math.floor(ctx.now.getTime() / MINUTE) * MINUTE;
  const from = countedTo.getTime();
  const to = Math.min(last, from + MOST_MINUTES * MINUTE);
  if (to <= from || gathered.watch.crossedAt !== null) return { kept, isCurrent: true };
  const told = await count(ctx, kept, from, to);
  const next = gather(kept.plan, gathered, ticksOf(kept.plan, told, from, to));
  await keepVerdicts(ctx.db, kept, next.verdicts);
  const { watch, counted, brokenAt } = next;
  const until = new Date(brokenAt ?? to);
  return {
    kept: { ...kept, gathered: { watch, counted }, countedTo: until },
    isCurrent: to === last,
  };
}

/** The minutes that become known between two ticks: counted, and kept. */
async function count(ctx: Writing, kept: Kept, from: number, to: number): Promise<Told> {
  const { plan, countFrom } = kept;
  const first = countFrom?.getTime() ?? from;
  const where = { ...plan, projectId: ctx.project.id };
  const gates = new Map<string, Map<number, Minute>>();
  for (const gate of gatesOf(kept)) {
    const span = spanOf(from, to, gate.lagMinutes, first);
    if (!span) continue;
    const rows = await countMinutes(ctx.db, where, gate, span);
    await keepMinutes(ctx.db, kept, gate.key, rows);
    gates.set(gate.key, new Map(rows.map(({ minute, ...counts }) => [minute.getTime(), counts])));
  }
  return { gates, exposed: await meet(ctx, kept, spanOf(from, to, leastLag(plan), first)) };
}

/** Ticks after `from` up to `to` tell of whole minutes, none of which began before anything counted. */
function spanOf(from: number, to: number, lagMinutes: number, first: number) {
  const begin = Math.max(from + MINUTE - lagMinutes * MINUTE, Math.ceil(first / MINUTE) * MINUTE);
  const end = to + MINUTE - lagMinutes * MINUTE;
  return end > begin ? { from: new Date(begin), to: new Date(end) } : null;
}

/** With the thresholds that were frozen at the start. */
const gatesOf = ({ plan, frozen }: Kept): Gate[] =>
  plan.gates.map((gate) => ({ ...gate, badAbove: gate.badAbove ?? frozen[gate.key] ?? null }));

type Span = NonNullable<ReturnType<typeof spanOf>>;

async function meet(ctx: Writing, kept: Kept, span: Span | null): Promise<Map<number, Exposed>> {
  if (!span) return new Map();
  const { plan, id: rolloutId, state, countFrom } = kept;
  const found = await flagIn(ctx.db, ctx.project.id, plan.flag);
  const here = found?.flag.environments[plan.environment];
  const unit = found?.flag.unit ?? "user";
  const where = { ...plan, projectId: ctx.project.id };
  const of = { rolloutId, attempt: state.attempt, unit };
  const weights = await weightsOf(ctx, kept);
  const met =
    found?.flag.pinForMs === undefined
      ? await meetUnits(ctx.db, where, span, of)
      : dealtNow(await meetPinned(ctx.db, where, span, of), weights, countFrom ?? span.from);
  // A rule of the flag deals beside the split, so the split alone cannot be told from outside.
  const isDealt = here !== undefined && here.rules.length === 0;
  const rows = met.map(({ minute, canary, control }) => ({
    ...{ minute, canary, control },
    share: isDealt ? shareAt(weights, minute.getTime()) : null,
  }));
  await keepExposed(ctx.db, kept, rows);
  return new Map(rows.map(({ minute, ...exposed }) => [minute.getTime(), exposed]));
}

const weightsOf = ({ db }: Writing, { id, state }: Kept): Promise<Weighed[]> =>
  rowsOf(
    db,
    `SELECT at, weight FROM rollout_step WHERE rollout_id = $1::uuid AND attempt = $2::int4
       AND weight IS NOT NULL ORDER BY at`,
    [id, state.attempt],
  );

/** People looked at what both arms share, and went on. */
export const forgiven = (kept: Kept): Gathered | null =>
  kept.gathered && kept.countedTo
    ? forgive(kept.gathered, kept.countedTo.getTime())
    : kept.gathered;
