/** `wheelhouse demo remove`: takes the demo project and everything in it away. */
import { Command } from "commander";
import { removeDemo } from "@/lib/demo/commands";
import { sweepRemovedProjects } from "@/lib/jobs/removed-projects";
import { db } from "@/lib/platform/db";
import { pool } from "@/lib/platform/pool";
import { openDatabase } from "@/server/database";
import { jsonCommand, outputOf } from "@/server/output";

type Flags = { reason?: string };

export function demoCommand(): Command {
  const remove = jsonCommand("remove", "remove the demo project and all of its data")
    .option("--reason <text>", "what the audit log says about it")
    .action(run);
  return new Command("demo").description("the demo project").addCommand(remove);
}

async function run(flags: Flags, command: Command): Promise<void> {
  const output = outputOf(command);
  const database = await openDatabase("wheelhouse demo remove");
  try {
    const removed = await removeAll(flags.reason);
    const deleted = await sweepRemovedProjects(pool());
    output.result(
      { removed, deleted },
      removed.length === 0
        ? "There is no demo project."
        : `Removed ${removed.join(", ")} and its ${deleted.toLocaleString("en-US")} rows.`,
    );
  } finally {
    await db().$disconnect();
    await pool().end();
    await database.close();
  }
}

async function removeAll(reason: string | undefined): Promise<string[]> {
  const actor = { kind: "system", id: "cli", name: "wheelhouse demo remove" } as const;
  const ctx = { actor, now: new Date(), db: db(), pool: pool(), address: null };
  const demos = await db().project.findMany({ where: { isDemo: true } });
  for (const { slug } of demos) {
    await removeDemo(ctx, { project: slug, ...(reason !== undefined && { reason }) });
  }
  return demos.map(({ slug }) => slug);
}
