/** Takes the demo away from the command line: the project at once, its rows before this returns. */
import { removeDemo } from "@/lib/demo/commands";
import { sweepRemovedProjects } from "@/lib/jobs/removed-projects";
import { db } from "@/lib/platform/db";
import { pool } from "@/lib/platform/pool";
import { openDatabase } from "./database";

export async function removeDemos(reason: string | undefined) {
  const database = await openDatabase("wheelhouse demo remove");
  try {
    const actor = { kind: "system", id: "cli", name: "wheelhouse demo remove" } as const;
    const ctx = { actor, now: new Date(), db: db(), pool: pool(), address: null, requestId: null };
    const demos = await db().project.findMany({ where: { isDemo: true } });
    for (const { slug } of demos) {
      await removeDemo(ctx, { project: slug, ...(reason !== undefined && { reason }) });
    }
    const deleted = await sweepRemovedProjects(pool());
    return { removed: demos.map(({ slug }) => slug), deleted };
  } finally {
    await db().$disconnect();
    await pool().end();
    await database.close();
  }
}
