/** One look at one rollout: counts the minutes that have matured, and lets the machine move it. */
import { MINUTE, SECOND, type Span } from "@/lib/core/time";
import type { Flag } from "@/lib/flags/schema";
import { flagIn } from "@/lib/flags/store/keep";
import { rowsOf } from "@/lib/platform/rows";
import { type Dealt, dealtNow, SETTLING_MS, shareAt } from "@/lib/rollouts/dealing";
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
import { dealtShare } from "@/lib/rollouts/weights";
import { applyMove, keep, type Writing } from "./apply";
import { countMinutes, meetPinned, meetUnits } from "./counts";
import { readBlockers, readFreezes } from "./facts";
import type { News } from "./lateness";
import { keepExposed, keepMinutes, keepVerdicts } from "./minutes";
import { paceOf } from "./pace";
import { flagBlocker } from "./plans";
import { type Kept, lockedRollout, MACHINE } from "./rows";

/** Looked at again so soon; news come each minute, and people at once. */
const EVERY_MS = 5 * SECOND;
/** What came within a minute is committed so soon after it. */
const COMMITTED_MS = 15 * SECOND;

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
  const trouble = await flagBlocker(ctx, plan, kept.state);
  return {
    now: now.getTime(),
    verdict: gathered ? verdictOf(rulesOf(plan), plan.promise, gathered.watch).word : "NO_DATA",
    canaryUnits: gathered?.counted.canaryUnits ?? 0,
    lastCanaryAt: gathered?.counted.lastCanaryAt ?? null,
    lastControlAt: gathered?.counted.lastControlAt ?? null,
    blockers: [...(await readBlockers(db, where)), ...(trouble === null ? [] : [trouble])],
    freezes: await readFreezes(db, project.id, environment, now),
  };
}

type CountedUp = { readonly kept: Kept; readonly isCurrent: boolean };

async function countedUp(kept: Kept, ctx: Writing): Promise<CountedUp> {
  const { gathered, countedTo, countFrom } = kept;
  if (kept.state.phase !== "RUNNING" || !gathered || !countedTo || !countFrom)
    return { kept, isCurrent: true };
  const last = Math.floor((ctx.now.getTime() - COMMITTED_MS) / MINUTE) * MINUTE;
  const from = countedTo.getTime();
  if (last <= from || gathered.watch.crossedAt !== null) return { kept, isCurrent: true };
  const { environment } = kept.plan;
  const to = await paceOf(ctx.db, { projectId: ctx.project.id, environment }, from, last);
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
  const { plan } = kept;
  const where = { ...plan, projectId: ctx.project.id };
  const gates = new Map<string, Map<number, Minute>>();
  for (const gate of gatesOf(kept)) {
    const news = newsOf(kept, from, to, gate.lagMinutes);
    if (!news) continue;
    const rows = await countMinutes(ctx.db, where, gate, news);
    await keepMinutes(ctx.db, kept, gate.key, rows);
    gates.set(gate.key, new Map(rows.map(({ minute, ...counts }) => [minute.getTime(), counts])));
  }
  return { gates, exposed: await meet(ctx, kept, newsOf(kept, from, to, leastLag(plan))) };
}

/** Ticks after `from` up to `to` tell of whole minutes, none of which began before anything counted. */
function newsOf(kept: Kept, from: number, to: number, lagMinutes: number): News | null {
  const { countFrom, gathered } = kept;
  const first = Math.ceil((countFrom?.getTime() ?? from) / MINUTE) * MINUTE;
  const begin = Math.max(from + MINUTE - lagMinutes * MINUTE, first);
  const end = to + MINUTE - lagMinutes * MINUTE;
  if (end <= begin) return null;
  const watchedFrom = new Date(gathered?.counted.watchedFrom ?? first);
  const span = { from: new Date(begin), to: new Date(end) };
  return { ...span, first: new Date(first), lagMinutes, watchedFrom };
}

/** With the thresholds that were frozen at the start. */
const gatesOf = ({ plan, frozen }: Kept): Gate[] =>
  plan.gates.map((gate) => ({ ...gate, badAbove: gate.badAbove ?? frozen[gate.key] ?? null }));

async function meet(ctx: Writing, kept: Kept, news: News | null): Promise<Map<number, Exposed>> {
  if (!news) return new Map();
  const { plan, id: rolloutId, state } = kept;
  const found = await flagIn(ctx.db, ctx.project.id, plan.flag);
  const unit = found?.flag.unit ?? "user";
  const where = { ...plan, projectId: ctx.project.id };
  const of = { rolloutId, attempt: state.attempt, unit };
  const shares = await sharesIn(ctx, kept, news);
  const isPinned = found?.flag.pinForMs !== undefined;
  const met = await (isPinned ? meetPinned : meetUnits)(ctx.db, where, news, of);
  const rows = dealtNow(met, shares).map(({ minute, canary, control }) => ({
    ...{ minute, canary, control },
    share: shareAt(shares, minute.getTime()),
  }));
  await keepExposed(ctx.db, kept, rows);
  return new Map(rows.map(({ minute, ...exposed }) => [minute.getTime(), exposed]));
}

/** What the flag's own versions declared, whoever made them: a flag that people switch off deals nobody anything. */
async function sharesIn(
  { db, project }: Writing,
  { plan }: Kept,
  { from, to }: Span,
): Promise<Dealt[]> {
  const rows = await rowsOf<{ at: Date; spec: Flag }>(
    db,
    `SELECT v.at, v.spec FROM flag_version AS v JOIN flag AS f ON f.id = v.flag_id
     WHERE f.project_id = $1::int4 AND f.key = $2::text AND v.at < $4::timestamptz
       AND v.version >= coalesce((SELECT max(w.version) FROM flag_version AS w
         WHERE w.flag_id = f.id AND w.at <= $3::timestamptz), 1)
     ORDER BY v.version`,
    [project.id, plan.flag, new Date(from.getTime() - SETTLING_MS), to],
  );
  return rows.map(({ at, spec }) => ({ at: at.getTime(), share: dealtShare(spec, plan) }));
}

/** People looked at what both arms share, and went on. */
export const forgiven = (kept: Kept): Gathered | null =>
  kept.gathered && kept.countedTo
    ? forgive(kept.gathered, kept.countedTo.getTime())
    : kept.gathered;
