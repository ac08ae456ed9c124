/** The context of the command line: it acts as the system, because whoever runs it holds the database already. */
import os from "node:os";
import { db } from "@/lib/platform/db";
import type { Ctx } from "@/lib/platform/operation";
import { pool } from "@/lib/platform/pool";

export function systemCtx(): Ctx {
  const name = `command line (${os.userInfo().username})`;
  const actor = { kind: "system", id: "cli", name } as const;
  return { actor, now: new Date(), db: db(), pool: pool(), address: null, requestId: null };
}
