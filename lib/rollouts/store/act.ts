/** What somebody's press means for a rollout as it stands now. */
import { Fault } from "@/lib/core/fault";
import { environmentAsking } from "@/lib/platform/approval";
import {
  abort,
  approve,
  type Decision,
  pause,
  promote,
  restart,
  resume,
  rollBack,
  submit,
} from "@/lib/rollouts/decisions";
import type { ActName } from "@/lib/rollouts/schema";
import { isActive, type Move } from "@/lib/rollouts/state";
import type { Writing } from "./apply";
import type { Kept } from "./rows";
import { factsOf, forgiven } from "./tick";

type Pressed = {
  readonly act: ActName;
  readonly reason: string;
  readonly users: "same" | "fresh";
};
type Moved = { readonly kept: Kept; readonly move: Move; readonly isWatched: boolean };

export async function moveBy(ctx: Writing, kept: Kept, pressed: Pressed): Promise<Moved> {
  const ready = readied(kept, pressed.act);
  const move = await moveOf(ctx, ready, pressed);
  const isWatched = isActive(move.state) && move.state.phase !== "PENDING_APPROVAL";
  return { kept: ready, move, isWatched };
}

/** Another attempt begins with nothing known; a look at a common cause lets limits be judged anew. */
function readied(kept: Kept, act: ActName): Kept {
  if (act === "restart")
    return { ...kept, countFrom: null, countedTo: null, gathered: null, incidentId: null };
  if (act === "resume" && kept.state.pause === "commonCause")
    return { ...kept, gathered: forgiven(kept) };
  return kept;
}

async function moveOf(ctx: Writing, kept: Kept, { act, reason, users }: Pressed): Promise<Move> {
  const { plan, state } = kept;
  const decision: Decision = { now: ctx.now.getTime(), by: ctx.actor.name, reason };
  switch (act) {
    case "start":
      return submit(plan, state);
    case "approve":
      await refuseOwn(ctx, kept);
      return approve(state);
    case "pause":
      return pause(state, decision);
    case "resume":
      return resume(state, decision);
    case "promote":
      return promote(plan, state, await factsOf(ctx, kept));
    case "rollBack":
      return rollBack(state, decision);
    case "abort":
      return stopped(kept, decision);
    case "restart":
      return restart(plan, state, users);
  }
}

/** What never began has moved nothing: there is no weight to take back. */
function stopped({ state }: Kept, decision: Decision): Move {
  const move = abort(state, decision);
  if (state.phase === "RUNNING") return move;
  return { ...move, acts: move.acts.filter(({ kind }) => kind !== "setWeight") };
}

/** Where two people have to agree, they are two. */
async function refuseOwn({ db, project, actor }: Writing, kept: Kept): Promise<void> {
  const asking = await environmentAsking(db, project.id, kept.environment);
  if (asking === null) return;
  const asked = await db.rolloutStep.findFirst({
    where: {
      rolloutId: kept.id,
      kind: { in: ["drafted", "submitted", "changed"] },
      byId: actor.id,
    },
  });
  if (!asked) return;
  throw new Fault(
    "forbidden",
    `The environment ${asking} asks for a second person: somebody else has to approve what you began`,
  );
}
