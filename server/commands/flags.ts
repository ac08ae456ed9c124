/** `wheelhouse flags`: moves the flags of a project into a file and out of one. */
import { writeFile } from "node:fs/promises";
import type { Command } from "commander";
import type { FlagFile } from "@/lib/flags/schema";
import type { ImportReport } from "@/lib/flags/views";
import type { Ctx } from "@/lib/platform/operation";
import { jsonFile } from "@/server/json-file";
import { jsonCommand, outputOf } from "@/server/output";

const FORMAT = `
FILE is JSON: { "flags": [ flag, … ], "segments": [ segment, … ] }. A flag:
  key, kind, variants     kind is boolean, string, number or object; variants are { NAME: value }
  offVariant              what everybody gets where the flag is off
  unit, salt              a split keeps together user (default), session or conversation
  environments            { NAME: { isEnabled, prerequisites, rules, serve } }
A rule has name, when (conditions, all of which have to fit) and serve. What is served:
  { "variant": "on" }, or { "split": { "control": "off", "weights": { "on": 10, "off": 90 } } }
What is in the project and not in the file stays. \`wheelhouse flags export\` writes such a file.`;

type ImportFlags = { project: string; reason?: string };
type ExportFlags = { project: string; out?: string };

export function flagsCommand(): Command {
  return jsonCommand("flags", "feature flags")
    .addCommand(importCommand())
    .addCommand(exportCommand());
}

function importCommand(): Command {
  return jsonCommand("import", "make and change flags as a file has them, all or none")
    .argument("<file>", "flags and segments")
    .requiredOption("--project <slug>", "the project they are for")
    .option("--reason <text>", "kept in the history and the audit log")
    .addHelpText("after", FORMAT)
    .action(async (file: string, { project, reason }: ImportFlags, command: Command) => {
      const { importFlags } = await import("@/lib/flags/commands");
      const content = (await jsonFile(file)) as FlagFile;
      const report = await asSystem("wheelhouse flags import", (ctx) =>
        importFlags(ctx, { ...content, project, ...(reason !== undefined && { reason }) }),
      );
      outputOf(command).result({ ...report, project }, textOf(report));
    });
}

function exportCommand(): Command {
  return jsonCommand("export", "write the flags of a project as a file that import takes")
    .requiredOption("--project <slug>", "the project they belong to")
    .option("--out <file>", "where to (default: the terminal)")
    .action(async ({ project, out }: ExportFlags, command: Command) => {
      const { exportFlags } = await import("@/lib/flags/queries");
      const content = await asSystem("wheelhouse flags export", (ctx) =>
        exportFlags(ctx, { project }),
      );
      const text = JSON.stringify(content, null, 2);
      if (out === undefined) return outputOf(command).result(content, text);
      await writeFile(out, `${text}\n`);
      const counts = { flags: content.flags.length, segments: content.segments.length };
      outputOf(command).result({ ...counts, file: out }, `${counts.flags} flags in ${out}.`);
    });
}

async function asSystem<T>(what: string, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const { withDatabase } = await import("@/server/database");
  const { systemCtx } = await import("@/server/system-ctx");
  return withDatabase(what, () => work(systemCtx()));
}

const textOf = ({ created, changed, same, held }: ImportReport): string =>
  [
    ...created.map((key) => `created  ${key}`),
    ...changed.map((key) => `changed  ${key}`),
    ...held.map((key) => `held     ${key}: a rollout moves it, its split stays`),
    `${created.length} created, ${changed.length} changed, ${same} as they were`,
  ].join("\n");
