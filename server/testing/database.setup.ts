/** Gives each database test file a fresh, migrated database of its own, as DATABASE_URL. */
import { inject } from "vitest";
import { connect } from "@/server/migrate";
import { TEMPLATE } from "./template";

const server = inject("postgresUrl");
const name = `wheelhouse_test_${process.env.VITEST_POOL_ID ?? "1"}`;

const admin = await connect(server);
try {
  await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
} finally {
  await admin.end();
}

const url = new URL(server);
url.pathname = `/${name}`;
process.env.DATABASE_URL = url.toString();
process.env.AUTH_SECRET = "a-secret-for-tests-that-is-long-enough";
process.env.AUTH_TRUST_HOST = "true";
process.env.WHEELHOUSE_LOG_LEVEL ??= "error";
