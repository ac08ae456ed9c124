/** What people do with an alert: say that they are on it, or take that back. */
import { type Audit, command } from "@/lib/platform/operation";
import { acknowledgeIn, takeBackIn } from "./store/acknowledge";
import { ACKNOWLEDGED, TAKEN_BACK } from "./store/around";
import { type Answered, acknowledgeSchema, alertIdSchema } from "./views";

export const acknowledgeAlert = command({
  may: "alerts:acknowledge",
  input: acknowledgeSchema,
  run: ({ db, project, actor }, { id, forMinutes = null }) =>
    acknowledgeIn(db, {
      projectId: project.id,
      alertId: id,
      by: { id: actor.id, name: actor.name },
      forMinutes,
    }),
  audit: ({ id }, done) => entry(ACKNOWLEDGED, id, done),
});

export const takeBackAcknowledgement = command({
  may: "alerts:acknowledge",
  input: alertIdSchema,
  run: ({ db, project }, { id }) => takeBackIn(db, { projectId: project.id, alertId: id }),
  audit: ({ id }, done) => entry(TAKEN_BACK, id, done),
});

/** What changed nothing is no act. */
function entry(
  action: typeof ACKNOWLEDGED | typeof TAKEN_BACK,
  id: string,
  { hasChanged, name, acknowledged }: Answered,
): Audit | null {
  if (!hasChanged) return null;
  return {
    action,
    object: { kind: "alert", id },
    after: { name, acknowledgedBy: acknowledged?.by ?? null, until: acknowledged?.until ?? null },
  };
}
