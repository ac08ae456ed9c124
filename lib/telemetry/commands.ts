/** Writes telemetry: takes a delivery of events apart, prices them and has them stored for good. */
import { createHash } from "node:crypto";
import { Fault } from "@/lib/core/fault";
import { DAY } from "@/lib/core/time";
import { pricesOf } from "@/lib/cost/store/live";
import { metrics } from "@/lib/platform/metrics";
import { type Delivery, intake, type ProjectCtx } from "@/lib/platform/operation";
import { takeTurn } from "@/lib/platform/turns";
import { eventsIn } from "./intake/body";
import { requireRoom, submit } from "./intake/queue";
import type { Submission } from "./intake/submission";
import { judge, type Terms } from "./judge";
import { rowOf } from "./row";
import { MAX_AGE_MS, MAX_BODY_BYTES, type Receipt } from "./schema";

/** What an event weighs in memory beside its bytes on the wire. */
const BYTES_PER_EVENT = 1_000;
const MAX_KEY_LENGTH = 200;

/** `POST /api/v1/events`. Resolves after commit; what is refused is kept in quarantine and reported by index. */
export const ingestEvents = intake({
  may: "events:write",
  maxBodyBytes: MAX_BODY_BYTES,
  admit: ({ actor, now }) => {
    requireRoom();
    if (actor.kind === "key") takeTurn(actor.id, actor.requestsPerSecond, now);
  },
  run: async (ctx, delivery): Promise<Receipt> => {
    const submission = await prepare(ctx, delivery);
    const receipt = await submit(submission);
    count(receipt, ctx.now);
    return receipt;
  },
});

async function prepare(ctx: ProjectCtx, delivery: Delivery): Promise<Submission> {
  const { actor, project, now } = ctx;
  const once = onceOf(delivery);
  const [batch, priceFor] = await Promise.all([eventsIn(delivery), pricesOf(project.id)]);
  const { events, refused } = judge(batch, termsOf(ctx));
  return {
    projectId: project.id,
    keyId: actor.kind === "key" ? actor.id : null,
    receivedAt: now,
    rows: events.map((event) => rowOf(project.id, event, priceFor)),
    refused,
    once,
    bytes: delivery.body.length + events.length * BYTES_PER_EVENT,
  };
}

/** History may be written back to the retention limit by whoever was given that right. */
function termsOf({ actor, project, now }: ProjectCtx): Terms {
  const mayImport =
    actor.kind === "system" || (actor.kind === "key" && actor.scopes.includes("import"));
  return {
    now,
    environment: actor.kind === "key" ? actor.environment : null,
    maxAgeMs: mayImport ? Math.max(project.rawDays * DAY, MAX_AGE_MS) : MAX_AGE_MS,
  };
}

function onceOf({ idempotencyKey: key, body }: Delivery): Submission["once"] {
  if (key === null) return null;
  if (key === "" || key.length > MAX_KEY_LENGTH) {
    throw new Fault("invalid", `An Idempotency-Key has 1 to ${MAX_KEY_LENGTH} characters`, {
      field: "idempotency-key",
    });
  }
  return { key, bodyHash: createHash("sha256").update(body).digest() };
}

function count({ accepted, duplicates, rejected }: Receipt, since: Date): void {
  const { ingestEvents: events, ingestRejected, ingestAck } = metrics();
  if (accepted > 0) events.inc({ outcome: "accepted" }, accepted);
  if (duplicates > 0) events.inc({ outcome: "duplicate" }, duplicates);
  if (rejected.length > 0) events.inc({ outcome: "rejected" }, rejected.length);
  for (const { code } of rejected) ingestRejected.inc({ code });
  ingestAck.observe((Date.now() - since.getTime()) / 1_000);
}
