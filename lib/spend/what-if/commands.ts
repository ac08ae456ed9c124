/** Keeps a "what if" with what it came to, or forgets it. */
import { randomBytes } from "node:crypto";
import { Fault } from "@/lib/core/fault";
import { uuidV7 } from "@/lib/core/ids";
import { command } from "@/lib/platform/operation";
import type { Prisma } from "@/prisma/client/client";
import { estimateFor } from "./queries";
import { scenarioIdSchema, scenarioSchema } from "./schema";

const MOST_SCENARIOS = 30;

export const saveScenario = command({
  may: "cost:write",
  input: scenarioSchema,
  run: async (ctx, { name, levers }) => {
    const { db, project, now, actor } = ctx;
    if ((await db.costScenario.count({ where: { projectId: project.id } })) >= MOST_SCENARIOS)
      throw new Fault("conflict", `At most ${MOST_SCENARIOS} are kept: remove one first`);
    const result = await estimateFor(ctx, levers);
    if (!result)
      throw new Fault(
        "conflict",
        "Nothing was measured in the last two weeks: there is nothing to keep",
      );
    const id = uuidV7(now.getTime(), randomBytes(10));
    await db.costScenario.create({
      data: {
        ...{ id, projectId: project.id, name, byName: actor.name, createdAt: now },
        levers: levers as Prisma.InputJsonObject,
        result: result as unknown as Prisma.InputJsonObject,
      },
    });
    return { id };
  },
  audit: ({ name }, { id }) => ({
    action: "cost.scenario-save",
    object: { kind: "scenario", id },
    after: { name },
  }),
});

export const removeScenario = command({
  may: "cost:write",
  input: scenarioIdSchema,
  run: async ({ db, project }, { id }) => {
    const { count } = await db.costScenario.deleteMany({ where: { id, projectId: project.id } });
    if (count === 0) throw new Fault("not-found", "There is no such scenario");
    return { id };
  },
  audit: ({ id }) => ({ action: "cost.scenario-remove", object: { kind: "scenario", id } }),
});
