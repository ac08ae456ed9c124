/** Tells people what became of a rollout: incidents with their evidence, and alerts that go to the channels. */
import { HOUR } from "@/lib/core/time";
import { addEntry, linkAlert, lockIncidents, makeIncident } from "@/lib/incidents/store/declare";
import { rulesOf } from "@/lib/rollouts/presets";
import type { Pause } from "@/lib/rollouts/state";
import { verdictOf } from "@/lib/rollouts/watch";
import { evidenceWords, PAUSE_WORDS, percent } from "@/lib/rollouts/words";
import { raiseAlert } from "./alerts";
import type { Writing } from "./apply";
import { sumsOf } from "./minutes";
import { type Kept, MACHINE, type Who } from "./rows";

export async function tellPaused(ctx: Writing, kept: Kept, about: Pause): Promise<string | null> {
  if (about === "commonCause") return blameNobody(ctx, kept);
  const summary = `The rollout ${kept.key} is paused. ${PAUSE_WORDS[about]}`;
  const alert = { about, name: "Rollout paused", severity: "medium", summary } as const;
  await raiseAlert(ctx.db, kept, alert, ctx.now);
  return null;
}

export async function tellAsked(
  ctx: Writing,
  kept: Kept,
  about: "inconclusive" | "approval",
): Promise<null> {
  const { key, plan, state } = kept;
  const summary =
    about === "approval"
      ? `The rollout ${key} waits for an approval at ${percent(plan.stages[state.stage]?.weight ?? 0)}`
      : `The rollout ${key} baked as long as it may and proved nothing: promote it, roll it back or wait`;
  const alert = { about: "ask", name: "Rollout waits for people", summary } as const;
  await raiseAlert(ctx.db, kept, { ...alert, severity: "medium" }, ctx.now);
  return null;
}

export async function openIncident(ctx: Writing, kept: Kept, reason: string, by: Who) {
  const { db, project, now } = ctx;
  const { plan, gathered } = kept;
  const words = gathered
    ? evidenceWords(
        plan,
        verdictOf(rulesOf(plan), plan.promise, gathered.watch),
        await sumsOf(db, kept),
      )
    : "Nothing was counted yet";
  const crossedAt = gathered?.watch.crossedAt ?? null;
  const startedAt = new Date(Math.min(crossedAt ?? now.getTime(), now.getTime()));
  await lockIncidents(db, project.id);
  const made = await makeIncident(db, {
    ...{ projectId: project.id, title: `Rollout ${plan.key} was rolled back`, severity: "high" },
    ...{ source: "rollout", runbook: "rollout-rollback", startedAt, detectedAt: now, by },
    acknowledgedAt: by.id === null ? null : now,
    summary: `${plan.flag} in ${plan.environment} went back from “${plan.canary}” to “${plan.control}”. ${reason}.\n${words}.`,
  });
  const url = `/rollouts/${encodeURIComponent(plan.key)}`;
  const evidence = { kind: "link", text: `Evidence: ${words}`, url } as const;
  await addEntry(db, made.id, { ...evidence, by, at: now });
  const judge = {
    kind: "link",
    text: "Was the rollback right? It is counted",
    by,
    at: now,
  } as const;
  await addEntry(db, made.id, { ...judge, url: `${url}#rollbacks` });
  const summary = `${reason}. ${words}`;
  const endsAt = new Date(now.getTime() + HOUR);
  const alert = await raiseAlert(
    db,
    kept,
    { about: "rollBack", name: "Rollout rolled back", severity: "high", summary, endsAt },
    now,
  );
  await linkAlert(db, made.id, alert);
  return made.id;
}

/** An outage of something that both arms use: the open incident hears of it, or one is opened. */
async function blameNobody(ctx: Writing, kept: Kept): Promise<string> {
  const { db, project, now } = ctx;
  const { plan } = kept;
  const by = MACHINE;
  const text = `Rollout ${plan.key} is paused. ${PAUSE_WORDS.commonCause}`;
  await lockIncidents(db, project.id);
  const open = await db.incident.findFirst({
    where: { projectId: project.id, resolvedAt: null, isDrill: false },
    orderBy: { createdAt: "desc" },
  });
  const made =
    open ??
    (await makeIncident(db, {
      ...{ projectId: project.id, title: `Both arms of ${plan.flag} fail in ${plan.environment}` },
      ...{ severity: "high", source: "rollout", runbook: "provider-outage", summary: text, by },
      ...{ startedAt: now, detectedAt: now, acknowledgedAt: null },
    }));
  const url = `/rollouts/${encodeURIComponent(plan.key)}`;
  await addEntry(db, made.id, { kind: "link", text, url, by, at: now });
  const alert = await raiseAlert(
    db,
    kept,
    { about: "commonCause", name: "Rollout paused", severity: "high", summary: text },
    now,
  );
  await linkAlert(db, made.id, alert);
  return made.id;
}
