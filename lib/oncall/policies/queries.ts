/** Reads of escalation policies, and whom their steps may name. */
import { peopleOf } from "@/lib/oncall/store/people";
import { query } from "@/lib/platform/operation";
import { type PoliciesView, policiesAskSchema } from "./schema";
import { policiesIn } from "./store";

export const listPolicies = query({
  may: "alerts:read",
  input: policiesAskSchema,
  run: async ({ db, project }): Promise<PoliciesView> => {
    const { id: projectId } = project;
    const select = { id: true, name: true };
    const orderBy = { name: "asc" } as const;
    const [policies, schedules, channels, people] = await Promise.all([
      policiesIn(db, projectId),
      db.onCallSchedule.findMany({ where: { projectId }, select, orderBy }),
      db.notificationChannel.findMany({
        where: { projectId, personId: null, removedAt: null },
        ...{ select, orderBy },
      }),
      peopleOf(db, projectId),
    ]);
    return {
      policies,
      choices: [
        ...schedules.map((one) => ({ kind: "schedule" as const, ...one })),
        ...people
          .filter(({ isGone }) => !isGone)
          .map(({ id, name }) => ({ kind: "person" as const, id, name })),
        ...channels.map((one) => ({ kind: "channel" as const, ...one })),
      ],
    };
  },
});
