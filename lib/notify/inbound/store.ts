/** Keeps what other systems post: one open alert for each of theirs, its steps, and its place in the groups. */
import { randomBytes } from "node:crypto";
import { fingerprint64 } from "@/lib/core/hash";
import { uuidV7 } from "@/lib/core/ids";
import type { Labels, Severity } from "@/lib/notify/notice";
import { type AlertChange, joinGroups } from "@/lib/notify/store/join";
import type { Transaction } from "@/lib/platform/db";
import { rowsOf } from "@/lib/platform/rows";
import { folded, type Inbound, type Open, type Source, type Step, stepsFor } from "./merge";

/** Whoever posts for one project waits for whoever did before: two of a pair post the same. */
const LOCK = 0x1b0d;
/** More than these at once is a sender that has lost count. */
const MOST_OPEN = 5_000;

type Taken = { readonly refused: number };
type Place = { readonly projectId: number; readonly source: Source; readonly now: Date };
type Known = Open & { readonly labels: Labels; readonly severity: Severity; readonly name: string };

export async function takeInbound(
  tx: Transaction,
  place: Place,
  batch: readonly Inbound[],
): Promise<Taken> {
  const { projectId, now } = place;
  await rowsOf(tx, "SELECT pg_advisory_xact_lock($1::int, $2::int)::text", [LOCK, projectId]);
  const wanted = folded(batch);
  const known = await openOf(
    tx,
    place,
    wanted.map(({ key }) => key),
  );
  const steps = wanted.flatMap((posted) =>
    stepsFor(known.get(posted.key) ?? null, posted, now).map((step) => ({ step, posted })),
  );
  let room = MOST_OPEN - (await countOpen(tx, projectId));
  let refused = 0;
  const changes: AlertChange[] = [];
  // Ends first: a label set has one open alert at most.
  for (const { step, posted } of [...steps].sort((a, b) => rank(a.step) - rank(b.step))) {
    if (step.does === "open" && room-- <= 0) refused++;
    else changes.push(...(await taken(tx, place, step, known.get(posted.key))));
  }
  if (changes.length > 0) await joinGroups(tx, changes, now);
  return { refused };
}

const rank = ({ does }: Step): number => (does === "open" ? 1 : 0);

async function openOf(
  tx: Transaction,
  { projectId, source }: Place,
  keys: readonly string[],
): Promise<Map<string, Known>> {
  // By id, as everybody locks alerts.
  const rows = await rowsOf<Known>(
    tx,
    `SELECT id::text, key, name, severity, labels, started_at AS "startedAt",
       expected_end_at AS "expectedEndAt" FROM alert
     WHERE project_id = $1::int AND rule_id IS NULL AND source = $2 AND kind = 'firing'
       AND mark IS NULL AND ended_at IS NULL AND key = ANY($3::text[])
     ORDER BY id FOR UPDATE`,
    [projectId, source, keys],
  );
  return new Map(rows.map((row) => [row.key, row]));
}

async function countOpen(tx: Transaction, projectId: number): Promise<number> {
  const [row] = await rowsOf<{ n: number }>(
    tx,
    `SELECT count(*)::int AS n FROM alert
     WHERE project_id = $1::int AND rule_id IS NULL AND ended_at IS NULL`,
    [projectId],
  );
  return row?.n ?? 0;
}

async function taken(
  tx: Transaction,
  place: Place,
  step: Step,
  known: Known | undefined,
): Promise<AlertChange[]> {
  switch (step.does) {
    case "open":
      return [await opened(tx, place, step.posted)];
    case "refresh":
      await refreshed(tx, step);
      return [];
    case "end":
      return known ? [await ended(tx, place, known, step.endedAt)] : [];
  }
}

async function opened(tx: Transaction, place: Place, posted: Inbound): Promise<AlertChange> {
  const { projectId, source, now } = place;
  const { key, fingerprint, name, severity, labels, sourceUrl, runbook } = posted;
  const id = uuidV7(now.getTime(), randomBytes(10));
  // A clock that is ahead of ours begins nothing in the future.
  const startedAt = posted.startsAt > now ? now : posted.startsAt;
  await tx.alert.create({
    data: {
      ...{ id, projectId, source, key, fingerprint, name, severity, sourceUrl, runbook, startedAt },
      ...{ kind: "firing", labels, annotations: posted.annotations },
      expectedEndAt: posted.endsAt,
      // Its groups hear of it in this very transaction.
      hasNews: false,
    },
  });
  await noteStep(tx, place, { id, key, labels }, "fired");
  return changeOf(projectId, { id, labels, severity, startedAt }, "firing");
}

async function refreshed(
  tx: Transaction,
  { id, startedAt, posted }: Extract<Step, { does: "refresh" }>,
): Promise<void> {
  const { annotations, endsAt, sourceUrl, runbook } = posted;
  await tx.alert.update({
    where: { id },
    data: { startedAt, annotations, expectedEndAt: endsAt, sourceUrl, runbook },
  });
}

async function ended(
  tx: Transaction,
  place: Place,
  known: Known,
  endedAt: Date,
): Promise<AlertChange> {
  await tx.alert.update({
    where: { id: known.id },
    data: { endedAt, endReason: "condition", hasNews: false },
  });
  await noteStep(tx, place, known, "resolved");
  return changeOf(place.projectId, known, "resolved");
}

async function noteStep(
  tx: Transaction,
  { projectId, now }: Place,
  { id: alertId, key, labels }: Pick<Known, "id" | "key" | "labels">,
  kind: "fired" | "resolved",
): Promise<void> {
  const id = fingerprint64([alertId, kind]);
  const what = { key, labels: { ...labels }, kind, reason: "condition", isQuiet: false };
  await tx.alertTransition.createMany({
    data: [{ id, projectId, alertId, at: now, ...what }],
    skipDuplicates: true,
  });
}

const changeOf = (
  projectId: number,
  { id, labels, severity, startedAt }: Pick<Known, "id" | "labels" | "severity" | "startedAt">,
  state: AlertChange["state"],
): AlertChange => ({
  ...{ projectId, alertId: id, state, startedAt, labels, severity, mark: null },
  // Who hears of it is the project's policy to say.
  ...{ channels: [], escalation: null },
});
