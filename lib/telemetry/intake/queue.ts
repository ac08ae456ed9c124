/** The bounded queue between requests and the database: what waits while a transaction runs shares the next one. */
import { Fault } from "@/lib/core/fault";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { metrics } from "@/lib/platform/metrics";
import { shared } from "@/lib/platform/process";
import type { Receipt } from "@/lib/telemetry/schema";
import type { Submission } from "./submission";
import { settleGroup, WRITERS } from "./writer";

const MAX_BYTES = 96 * 1024 * 1024;
const GROUP_EVENTS = 4_000;
const GROUP_SUBMISSIONS = 256;
/** From entering the queue to the answer; a sender that hears nothing for longer gives up anyway. */
const ANSWER_LIMIT_MS = 12_000;

type Ticket = {
  readonly submission: Submission;
  readonly settle: (answer: Receipt | Fault) => void;
  isOver: boolean;
};
type Queue = { waiting: Ticket[]; events: number; bytes: number; writers: number };

const queue = () =>
  shared("ingest-queue", (): Queue => ({ waiting: [], events: 0, bytes: 0, writers: 0 }));

/** Throws 429 when there is no room; nothing that was taken in is ever dropped. */
export function requireRoom(events = 1, bytes = 1): void {
  const held = queue();
  const isEmpty = held.events === 0;
  const isFull =
    held.events + events > env().WHEELHOUSE_INGEST_QUEUE_EVENTS || held.bytes + bytes > MAX_BYTES;
  if (isFull && !isEmpty) {
    throw new Fault(
      "rate-limited",
      "More events are waiting than the database can take; try again",
      {
        retryAfterSeconds: 1,
      },
    );
  }
}

/** Resolves once the submission is durable, or says why it is not. */
export function submit(submission: Submission): Promise<Receipt> {
  requireRoom(submission.rows.length, submission.bytes);
  occupy(submission, 1);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => ticket.settle(late()), ANSWER_LIMIT_MS);
    const ticket: Ticket = {
      submission,
      isOver: false,
      settle: (answer) => {
        if (ticket.isOver) return;
        ticket.isOver = true;
        clearTimeout(timer);
        if (answer instanceof Fault) reject(answer);
        else resolve(answer);
      },
    };
    queue().waiting.push(ticket);
    startWriter();
  });
}

const late = () =>
  new Fault("unavailable", "The database is too slow; send the same events again", {
    retryAfterSeconds: 3,
  });

function occupy(submission: Submission, sign: 1 | -1): void {
  const held = queue();
  held.events += sign * (submission.rows.length + submission.refused.length + 1);
  held.bytes += sign * submission.bytes;
  metrics().ingestQueue.set(held.events);
}

function startWriter(): void {
  const held = queue();
  if (held.writers >= WRITERS) return;
  held.writers++;
  drain().catch((error: unknown) => log.error("a writer of events ended", { error }));
}

async function drain(): Promise<void> {
  const held = queue();
  try {
    for (let group = takeGroup(); group.length > 0; group = takeGroup()) await write(group);
  } finally {
    held.writers--;
  }
}

async function write(group: readonly Ticket[]): Promise<void> {
  try {
    const answers = await settleGroup(group.map(({ submission }) => submission));
    for (const ticket of group) ticket.settle(answers.get(ticket.submission) ?? late());
  } finally {
    for (const ticket of group) {
      occupy(ticket.submission, -1);
      ticket.settle(late());
    }
  }
}

/** The oldest that fit together. Two uses of one idempotency key are kept apart, so that the second finds the first's answer. */
function takeGroup(): Ticket[] {
  const held = queue();
  const group: Ticket[] = [];
  const keys = new Set<string>();
  const left: Ticket[] = [];
  let events = 0;
  for (const ticket of held.waiting) {
    const { submission } = ticket;
    if (ticket.isOver) {
      occupy(submission, -1);
      continue;
    }
    const key = submission.once && `${submission.projectId}/${submission.once.key}`;
    const isFull =
      group.length >= GROUP_SUBMISSIONS ||
      (group.length > 0 && events + submission.rows.length > GROUP_EVENTS);
    if (isFull || (key !== null && keys.has(key))) {
      left.push(ticket);
      continue;
    }
    if (key !== null) keys.add(key);
    events += submission.rows.length;
    group.push(ticket);
  }
  held.waiting = left;
  return group;
}
