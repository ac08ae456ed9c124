/** Reads how far an incident has come with the steps of a runbook. */
import { Fault } from "@/lib/core/fault";
import { stepsAskSchema } from "@/lib/incidents/schema";
import { stepsOf } from "@/lib/incidents/store/steps";
import type { StepsView } from "@/lib/incidents/views";
import { peopleOf } from "@/lib/oncall/store/people";
import { query } from "@/lib/platform/operation";

export const readSteps = query({
  may: "incidents:read",
  input: stepsAskSchema,
  run: async ({ db, pool, project }, { id, runbook }): Promise<StepsView> => {
    const [incident, steps, people] = await Promise.all([
      db.incident.findFirst({
        where: { id, projectId: project.id },
        select: { id: true, number: true, title: true, status: true, isDrill: true },
      }),
      stepsOf(db, id, runbook),
      peopleOf(pool, project.id),
    ]);
    if (!incident) throw new Fault("not-found", "There is no such incident in this project");
    const status = incident.status as StepsView["incident"]["status"];
    return {
      incident: { ...incident, status },
      steps,
      people: people.filter(({ isGone }) => !isGone).map((one) => ({ id: one.id, name: one.name })),
    };
  },
});
