/** A place to measure in: a fresh embedded Postgres with durable defaults, migrated, with a project and a key. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { createProject } from "@/lib/access/commands";
import { createApiKey } from "@/lib/keys/commands";
import type { Ctx } from "@/lib/platform/operation";
import { forgetProjects, type Project } from "@/lib/platform/project";
import { PrismaClient } from "@/prisma/client/client";
import { migrate } from "@/server/migrate";
import { type Postgres, startPostgres } from "@/server/postgres";
import type { Settings } from "@/server/postgres/cluster";

export type Lab = {
  readonly dir: string;
  readonly url: string;
  readonly postgres: Postgres;
  readonly project: Project;
  /** Holds every scope and is never slowed down by its own limit. */
  readonly key: string;
  readonly pool: pg.Pool;
  readonly ctx: (now?: Date) => Ctx;
  readonly connect: () => Promise<pg.Client>;
  readonly close: () => Promise<void>;
};

/** As the product's own pool, without the limit that loading would meet. */
const POOL_OPTIONS = "-c jit=off -c timezone=UTC";
const ACTOR = { kind: "system", id: "bench", name: "bench" } as const;

/** `supervise: false` leaves a killed Postgres dead, for whoever wants to start it again himself. */
export async function openLab({
  settings = {},
  supervise = true,
}: {
  settings?: Settings;
  supervise?: boolean;
} = {}): Promise<Lab> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "wheelhouse-bench-"));
  fs.chmodSync(dir, 0o755);
  const postgres = await startPostgres({ dir, durable: true, settings, supervise });
  process.env.AUTH_SECRET ??= "the-secret-of-a-bench-that-nobody-signs-in-to";
  process.env.WHEELHOUSE_LOG_LEVEL ??= "error";
  await migrate(postgres.url);
  // Connections of its own, not the process's: one run of the benchmarks opens several labs.
  const pool = new pg.Pool({ connectionString: postgres.url, max: 12, options: POOL_OPTIONS });
  pool.on("error", () => undefined);
  const db = new PrismaClient({
    adapter: new PrismaPg({ connectionString: postgres.url, max: 2 }),
  });
  const ctx = (now = new Date()): Ctx => ({
    actor: ACTOR,
    now,
    db,
    pool,
    address: null,
    requestId: null,
  });
  forgetProjects();
  const { slug } = await createProject(ctx(), { name: "Bench" });
  const project = await db.project.findUniqueOrThrow({ where: { slug } });
  const { secret } = await createApiKey(ctx(), {
    project: slug,
    name: "bench",
    scopes: ["ingest", "import", "read"],
    requestsPerSecond: 10_000,
  });
  return {
    dir,
    url: postgres.url,
    postgres,
    project,
    key: secret,
    pool,
    ctx,
    connect: async () => {
      const client = new pg.Client({ connectionString: postgres.url });
      client.on("error", () => undefined);
      await client.connect();
      return client;
    },
    close: async () => {
      await db.$disconnect();
      await pool.end();
      await postgres.stop({ firm: true });
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}
