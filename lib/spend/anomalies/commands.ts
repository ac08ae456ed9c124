/** What people say of a day whose spend stood out. */
import { command } from "@/lib/platform/operation";
import { verdictSchema } from "./schema";

/** May be said anew; the audit log keeps what was said before. */
export const judgeAnomaly = command({
  may: "alerts:acknowledge",
  input: verdictSchema,
  run: async ({ db, project, actor, now }, { date, verdict, note }) => {
    const key = { projectId_date: { projectId: project.id, date } };
    const before = await db.spendVerdict.findUnique({ where: key });
    const said = { verdict, note, byId: actor.id, byName: actor.name, at: now };
    await db.spendVerdict.upsert({
      where: key,
      create: { projectId: project.id, date, ...said },
      update: said,
    });
    return { before: before?.verdict ?? null, verdict };
  },
  audit: ({ date, note }, { before, verdict }) => ({
    action: "cost.judge",
    object: { kind: "spend", id: date },
    ...(before !== null && { before: { verdict: before } }),
    after: { verdict, note },
  }),
});
