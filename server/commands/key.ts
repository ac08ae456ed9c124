/** `wheelhouse key`: makes, lists, rotates and revokes a project's API keys. */
import { type Command, InvalidArgumentError } from "commander";
import { writtenRange } from "@/lib/core/addresses";
import { SCOPES, type Scope } from "@/lib/core/roles";
import type { KeyView } from "@/lib/keys/schema";
import type { Ctx } from "@/lib/platform/operation";
import { jsonCommand, outputOf } from "@/server/output";
import { PlainError } from "@/server/plain-error";

type Within = { project: string };
type CreateFlags = Within & {
  scopes: Scope[];
  name: string;
  environment?: string;
  expiresInDays?: number;
  allow: string[];
  rate?: number;
};
type RevokeFlags = Within & { reason?: string };
type RotateFlags = RevokeFlags & { overlapHours: number };

export function keyCommand(): Command {
  return jsonCommand("key", "API keys")
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(rotateCommand())
    .addCommand(revokeCommand());
}

function createCommand(): Command {
  return jsonCommand("create", "make an API key; only its hash is kept, so it is shown once")
    .requiredOption("--project <slug>", "the project it is for")
    .option("--scopes <list>", `of ${SCOPES.join(", ")}, with commas`, scopesOf, ["ingest"])
    .option("--name <name>", "how it is shown", "command line")
    .option("--environment <name>", "write to this environment only")
    .option("--expires-in-days <days>", "when it ends by itself", wholeFrom(1))
    .option("--allow <addresses>", "addresses and CIDR ranges it works from", addressesOf, [])
    .option("--rate <n>", "requests a second (default: 200)", wholeFrom(1))
    .action(async (flags: CreateFlags, command: Command) => {
      const { createApiKey } = await import("@/lib/keys/commands");
      const { project, scopes, name, environment, expiresInDays, allow, rate } = flags;
      const key = await asSystem("wheelhouse key create", (ctx) =>
        createApiKey(ctx, {
          ...{ project, scopes, name, environment, expiresInDays, allowedAddresses: allow },
          ...(rate !== undefined && { requestsPerSecond: rate }),
        }),
      );
      const from = allow.length > 0 ? ` from ${allow.join(", ")}` : "";
      outputOf(command).result(
        { ...key, project, scopes },
        `${key.secret}\nShown this once. It may ${scopes.join(", ")} in ${project}${from}.`,
      );
    });
}

function listCommand(): Command {
  return jsonCommand("list", "show the keys of a project, without their secrets")
    .requiredOption("--project <slug>", "the project they are for")
    .action(async ({ project }: Within, command: Command) => {
      const { listKeys } = await import("@/lib/keys/queries");
      const now = new Date();
      const keys = await asSystem("wheelhouse key list", (ctx) => listKeys(ctx, { project }));
      const lines = keys.map((key) => lineOf(key, now));
      outputOf(command).result({ keys }, lines.join("\n") || `There are no keys in ${project}.`);
    });
}

function rotateCommand(): Command {
  return jsonCommand("rotate", "make a new key in place of one, which works a while longer")
    .argument("<key>", "its id, or the characters it starts with")
    .requiredOption("--project <slug>", "the project it is for")
    .option("--overlap-hours <n>", "how long the old one works beside it", wholeFrom(0), 24)
    .option("--reason <text>", "kept in the audit log")
    .action(async (key: string, flags: RotateFlags, command: Command) => {
      const { project, overlapHours, reason } = flags;
      const { rotateApiKey } = await import("@/lib/keys/commands");
      const made = await asSystem("wheelhouse key rotate", async (ctx) =>
        rotateApiKey(ctx, {
          ...{ project, overlapHours, reason },
          id: (await found(ctx, project, key)).id,
        }),
      );
      outputOf(command).result(
        { ...made, project },
        `${made.secret}\nShown this once. The old key of “${made.name}” ends ${made.oldEndsAt}.`,
      );
    });
}

function revokeCommand(): Command {
  return jsonCommand("revoke", "end a key within a second")
    .argument("<key>", "its id, or the characters it starts with")
    .requiredOption("--project <slug>", "the project it is for")
    .option("--reason <text>", "kept in the audit log")
    .action(async (key: string, { project, reason }: RevokeFlags, command: Command) => {
      const { revokeApiKey } = await import("@/lib/keys/commands");
      const ended = await asSystem("wheelhouse key revoke", async (ctx) =>
        revokeApiKey(ctx, { project, reason, id: (await found(ctx, project, key)).id }),
      );
      const { name, prefix, wasLive } = ended;
      outputOf(command).result(
        { ...ended, project },
        `${wasLive ? "Revoked" : "It was revoked before:"} “${name}” (${prefix}…).`,
      );
    });
}

async function asSystem<T>(what: string, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const { withDatabase } = await import("@/server/database");
  const { systemCtx } = await import("@/server/system-ctx");
  return withDatabase(what, () => work(systemCtx()));
}

/** By what a person has at hand; of two that begin alike, none is taken. */
async function found(ctx: Ctx, project: string, key: string): Promise<KeyView> {
  const { listKeys } = await import("@/lib/keys/queries");
  const keys = await listKeys(ctx, { project });
  const matches = keys.filter(({ id, prefix }) => id === key || prefix === key);
  const [match] = matches;
  if (match && matches.length === 1) return match;
  const why = match ? "Several keys start" : "No key starts";
  throw new PlainError(
    `${why} with ${key} in ${project}: \`wheelhouse key list --project ${project}\` shows their ids.`,
  );
}

function lineOf(key: KeyView, now: Date): string {
  const { id, prefix, name, scopes, environment, allowedAddresses } = key;
  const from = allowedAddresses.length > 0 ? ` from ${allowedAddresses.join(", ")}` : "";
  const where = environment ? ` in ${environment}` : "";
  return `${id}  ${prefix}…  ${name}: ${scopes.join(", ")}${where}${from}; ${stateOf(key, now)}`;
}

function stateOf({ revokedAt, expiresAt, replacedBy, lastUsedAt }: KeyView, now: Date): string {
  const used = lastUsedAt ? `last used ${lastUsedAt}` : "never used";
  if (revokedAt) return `revoked ${revokedAt}, ${used}`;
  const by = replacedBy ? `, replaced by ${replacedBy.prefix}…` : "";
  if (!expiresAt) return `does not expire${by}, ${used}`;
  const word = Date.parse(expiresAt) <= now.getTime() ? "ended" : "ends";
  return `${word} ${expiresAt}${by}, ${used}`;
}

function scopesOf(text: string): Scope[] {
  return text.split(",").map((word) => {
    const scope = SCOPES.find((known) => known === word.trim());
    if (!scope) throw new InvalidArgumentError(`Scopes are ${SCOPES.join(", ")}.`);
    return scope;
  });
}

/** With commas, or the flag more than once. */
function addressesOf(text: string, before: readonly string[]): string[] {
  const added = text.split(",").map((part) => {
    const written = writtenRange(part.trim());
    if ("problem" in written) throw new InvalidArgumentError(`${written.problem}.`);
    return written.range;
  });
  return [...before, ...added];
}

function wholeFrom(least: number): (text: string) => number {
  return (text) => {
    const n = Number(text);
    if (text.trim() !== "" && Number.isInteger(n) && n >= least) return n;
    throw new InvalidArgumentError(`This is a whole number from ${least}.`);
  };
}
