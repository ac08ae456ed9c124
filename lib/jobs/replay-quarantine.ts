/** Sends refused events through ingestion again, once the reason is gone or the event is mended. */
import { quarantineLimits, type ReplayOutcome, replaySchema } from "@/lib/data/schema";
import type { Transaction } from "@/lib/platform/db";
import { command, type ProjectCtx } from "@/lib/platform/operation";
import { ingestEvents } from "@/lib/telemetry/commands";
import { judge, type Refused } from "@/lib/telemetry/judge";
import { MAX_AGE_MS } from "@/lib/telemetry/schema";

const DAY_MS = 24 * 3_600_000;

/**
 * Whoever may replay may also write as far back as raw events are kept, and to any environment of
 * the project. What is still refused stays, with its reason as of now.
 */
export const replayQuarantined = command({
  may: "quarantine:replay",
  input: replaySchema,
  run: async (ctx, choice): Promise<ReplayOutcome> => {
    const { rows, left } = await take(ctx.db, ctx.project.id, choice);
    const sent = rows.map(({ body }) => parsed(choice.body ?? body));
    const { now, project } = ctx;
    const maxAgeMs = Math.max(project.rawDays * DAY_MS, MAX_AGE_MS);
    const { refused } = judge(sent, { now, environment: null, maxAgeMs });
    const reasons = new Map(refused.map((one) => [one.rejection.index, one]));
    const good = rows.filter((_row, index) => !reasons.has(index));
    const events = sent.filter((_event, index) => !reasons.has(index));
    const receipt = events.length > 0 ? await ingest(ctx, events) : NOTHING;
    await settle(ctx.db, ctx.project.id, now, good);
    for (const [index, reason] of reasons) {
      const row = rows[index];
      if (row) await explain(ctx.db, ctx.project.id, row.id, reason, choice.body);
    }
    const { accepted, duplicates } = receipt;
    return { accepted, duplicates, refused: refused.length, left };
  },
  audit: ({ ids, code, body }, outcome) => ({
    action: "quarantine.replay",
    object: { kind: "quarantine", id: ids?.length === 1 ? (ids[0] ?? "") : "selection" },
    after: { ...outcome, isMended: body !== undefined, ...(code && { code }) },
  }),
});

type Choice = { readonly ids?: string[] | undefined; readonly code?: string | undefined };
type Stored = { readonly id: string; readonly body: string };

const NOTHING = { accepted: 0, duplicates: 0 };

/** Oldest first, locked until the replay is over: two who replay at once share the work. */
async function take(db: Transaction, projectId: number, { ids, code }: Choice) {
  const { rows: most, bytes } = quarantineLimits;
  const found = await db.$queryRaw<Stored[]>`
    SELECT id::text, body FROM quarantined_event
    WHERE project_id = ${projectId} AND replayed_at IS NULL
      AND (${ids ?? null}::text[] IS NULL OR id = ANY(${ids ?? null}::text[]::uuid[]))
      AND (${code ?? null}::text IS NULL OR code = ${code ?? null})
    ORDER BY at, id LIMIT ${most} FOR UPDATE SKIP LOCKED`;
  const [all] = await db.$queryRaw<{ n: number }[]>`
    SELECT count(*)::float8 AS n FROM quarantined_event
    WHERE project_id = ${projectId} AND replayed_at IS NULL
      AND (${ids ?? null}::text[] IS NULL OR id = ANY(${ids ?? null}::text[]::uuid[]))
      AND (${code ?? null}::text IS NULL OR code = ${code ?? null})`;
  let room = bytes;
  const rows = found.filter(({ body }) => {
    room -= Buffer.byteLength(body) + 1;
    return room > 0;
  });
  return { rows, left: (all?.n ?? 0) - rows.length };
}

/** The system's own right to write history is what lets late events in. */
function ingest(ctx: ProjectCtx, events: readonly unknown[]) {
  const { id, name } = ctx.actor;
  return ingestEvents.run(
    { ...ctx, actor: { kind: "system", id, name } },
    {
      body: Buffer.from(JSON.stringify(events)),
      contentType: "application/json",
      contentEncoding: null,
      idempotencyKey: null,
    },
  );
}

const settle = (db: Transaction, projectId: number, now: Date, rows: readonly Stored[]) =>
  db.$executeRaw`
    UPDATE quarantined_event SET replayed_at = ${now}
    WHERE project_id = ${projectId} AND id = ANY(${rows.map(({ id }) => id)}::text[]::uuid[])`;

const explain = (
  db: Transaction,
  projectId: number,
  id: string,
  { rejection: { code, field, message } }: Refused,
  mended: string | undefined,
) => db.$executeRaw`
  UPDATE quarantined_event
  SET code = ${code}, field = ${field}, message = ${message}, body = coalesce(${mended ?? null}, body)
  WHERE project_id = ${projectId} AND id = ${id}::uuid`;

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
