/** Tells people about a rollout: an alert of its own, which goes to channels as every other does. */
import { randomBytes } from "node:crypto";
import type { Severity } from "@/lib/alerts/schema";
import { fingerprint64, labelFingerprint } from "@/lib/core/hash";
import { uuidV7 } from "@/lib/core/ids";
import type { Transaction } from "@/lib/platform/db";
import { rowsOf } from "@/lib/platform/rows";
import type { Kept } from "./rows";

const SOURCE = "rollout";

type Raised = {
  readonly about: string;
  readonly name: string;
  readonly severity: Severity;
  readonly summary: string;
  /** It counts as over then; without it, when what it is about is. */
  readonly endsAt?: Date;
};

/** Once for as long as it lasts; the worker tells the groups of alerts within a second. */
export async function raiseAlert(
  tx: Transaction,
  { projectId, id: rollout, key, flag, environment }: Kept,
  { about, name, severity, summary, endsAt }: Raised,
  now: Date,
): Promise<string> {
  const same = `${rollout}/${about}`;
  const open = await tx.alert.findFirst({
    where: { projectId, source: SOURCE, key: same, endedAt: null },
  });
  if (open) return open.id;
  const id = uuidV7(now.getTime(), randomBytes(10));
  const labels = { alertname: name, severity, rollout: key, flag, environment };
  await tx.alert.create({
    data: {
      ...{ id, projectId, source: SOURCE, key: same, kind: "firing", name, severity, labels },
      ...{ runbook: "rollout-rollback", startedAt: now, expectedEndAt: endsAt ?? null },
      ...{ annotations: { summary }, fingerprint: labelFingerprint(labels) },
    },
  });
  await noteStep(tx, projectId, { id, key: same, labels }, "fired", now);
  return id;
}

/** All that it still says, but for what holds on. */
export async function endAlerts(
  tx: Transaction,
  { projectId, id: rollout }: Kept,
  but: string | null,
  now: Date,
): Promise<void> {
  const ended = await rowsOf<{ id: string; key: string; labels: object }>(
    tx,
    `UPDATE alert SET ended_at = $3::timestamptz, end_reason = 'condition', has_news = true
     WHERE project_id = $1::int4 AND source = '${SOURCE}' AND ended_at IS NULL
       AND key LIKE $2::text || '/%' AND key <> $2::text || '/' || coalesce($4::text, '')
       AND key <> $2::text || '/rollBack' RETURNING id::text, key, labels`,
    [projectId, rollout, now, but],
  );
  for (const alert of ended) await noteStep(tx, projectId, alert, "resolved", now);
}

const noteStep = (
  tx: Transaction,
  projectId: number,
  { id: alertId, key, labels }: { id: string; key: string; labels: object },
  kind: "fired" | "resolved",
  at: Date,
) =>
  tx.alertTransition.createMany({
    data: [
      {
        ...{ id: fingerprint64([alertId, kind]), projectId, alertId, key, labels, kind, at },
        ...{ reason: "condition", isQuiet: false },
      },
    ],
    skipDuplicates: true,
  });
