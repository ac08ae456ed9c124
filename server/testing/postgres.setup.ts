/** One throw-away Postgres for a run of the database tests, with a migrated template to copy from. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { connect, migrate } from "@/server/migrate";
import { startPostgres } from "@/server/postgres";
import { TEMPLATE } from "./template";

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await server();
  const template = new URL(url);
  template.pathname = `/${TEMPLATE}`;
  const admin = await connect(url);
  await admin.query(`DROP DATABASE IF EXISTS ${TEMPLATE}`);
  await admin.end();
  await migrate(template.toString());
  project.provide("postgresUrl", url);
  return stop;
}

/** A Postgres of the caller's choice (to test against other versions), else our own. */
async function server(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env.WHEELHOUSE_TEST_DATABASE_URL;
  if (given) return { url: given, stop: async () => undefined };
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "wheelhouse-test-"));
  fs.chmodSync(dir, 0o755);
  const postgres = await startPostgres({ dir, durable: false, supervise: false });
  const url = new URL(postgres.url);
  url.pathname = "/postgres";
  const stop = async () => {
    await postgres.stop({ firm: true });
    fs.rmSync(dir, { recursive: true, force: true });
  };
  return { url: url.toString(), stop };
}

declare module "vitest" {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}
