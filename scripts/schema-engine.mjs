#!/usr/bin/env node
// Stand-in for Prisma's native schema-engine binary: speaks the same JSON-RPC over stdio, but runs the WebAssembly
// schema engine (npm: @prisma/schema-engine-wasm) over @prisma/adapter-pg. Nothing is downloaded.
// Used through PRISMA_SCHEMA_ENGINE_BINARY=scripts/schema-engine.mjs
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import readline from "node:readline";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { parse } from "pg-connection-string";

const require = createRequire(import.meta.url);
const argv = process.argv.slice(2);
const opt = (n) => argv.flatMap((a, i) => (a === n ? [argv[i + 1]] : []));

globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  message: "",
  set_message(m) {
    this.message = m;
    process.stderr.write("panic: " + m + "\n");
  },
};

async function loadWasm() {
  const dir = path.dirname(require.resolve("@prisma/schema-engine-wasm"));
  const bg = await import(path.join(dir, "schema_engine_bg.js"));
  const mod = new WebAssembly.Module(fs.readFileSync(path.join(dir, "schema_engine_bg.wasm")));
  const inst = new WebAssembly.Instance(mod, { "./schema_engine_bg.js": bg });
  bg.__wbg_set_wasm(inst.exports);
  inst.exports.__wbindgen_start();
  return bg;
}

if (argv.includes("--version")) {
  const bg = await loadWasm();
  console.log(`schema-engine-wasm ${bg.version()}`);
  process.exit(0);
}

const datasource = opt("--datasource")[0] ? JSON.parse(opt("--datasource")[0]) : {};
const logInfo = (message) =>
  process.stderr.write(
    JSON.stringify({
      timestamp: new Date().toISOString(),
      level: "INFO",
      fields: { message },
      target: "schema_engine",
    }) + "\n",
  );
const logErr = (message, error_code) =>
  process.stderr.write(
    JSON.stringify({
      timestamp: new Date().toISOString(),
      level: "ERROR",
      fields: { message, ...(error_code ? { error_code } : {}) },
      target: "schema_engine::logger",
    }) + "\n",
  );

/** The URL's database swapped for `postgres` so that CREATE/DROP DATABASE can run. */
const withDb = (url, db) => {
  const u = new URL(url);
  u.pathname = "/" + db;
  return u.toString();
};
const clean = (url) => {
  const u = new URL(url);
  for (const k of ["schema", "connection_limit", "pool_timeout", "pgbouncer"])
    u.searchParams.delete(k);
  return u.toString();
};
const schemaOf = (url) => new URL(url).searchParams.get("schema") ?? undefined;
async function adminQuery(url, sql) {
  const c = new pg.Client({ connectionString: withDb(clean(url), "postgres") });
  await c.connect();
  try {
    await c.query(sql);
  } finally {
    await c.end();
  }
}
const dbName = (url) => decodeURIComponent(new URL(url).pathname.slice(1)) || "postgres";
const quote = (s) => '"' + s.replaceAll('"', '""') + '"';
async function createDatabase(url) {
  try {
    await adminQuery(url, `CREATE DATABASE ${quote(dbName(url))}`);
  } catch (e) {
    if (e.code !== "42P04") throw e;
  }
  return { databaseName: dbName(url) };
}

if (argv.includes("cli")) {
  const cmd = argv[argv.indexOf("cli") + 1];
  logInfo("Starting schema engine CLI"); // the Prisma CLI skips the first line
  try {
    const url = datasource.url;
    if (cmd === "can-connect-to-database") {
      const c = new pg.Client({ connectionString: clean(url) });
      await c.connect();
      await c.end();
    } else if (cmd === "create-database") await createDatabase(url);
    else if (cmd === "drop-database")
      await adminQuery(url, `DROP DATABASE IF EXISTS ${quote(dbName(url))} WITH (FORCE)`);
    else throw new Error("unknown command " + cmd);
    process.exit(0);
  } catch (e) {
    const code =
      e.code === "3D000"
        ? "P1003"
        : e.code === "28P01"
          ? "P1000"
          : /ECONNREFUSED|ENOTFOUND|ETIMEDOUT/.test(String(e.code))
            ? "P1001"
            : undefined;
    logErr(e.message || String(e.code), code ?? "P1000");
    process.exit(1);
  }
}

const wasm = await loadWasm();
/**
 * @prisma/adapter-pg refuses pg's internal type "char" (oid 18), which the engine's catalogue queries return and read as
 * a Character: let the adapter take it as text, then put the column type right in what the engine is given.
 */
const charCols = new WeakMap();
for (const C of [pg.Client, pg.Pool]) {
  const query = C.prototype.query;
  C.prototype.query = function (...a) {
    const r = query.apply(this, a);
    if (typeof r?.then !== "function") return r;
    return r.then((x) => {
      const at = (x?.fields ?? []).flatMap((f, i) => (f.dataTypeID === 18 ? [i] : []));
      if (at.length) {
        charCols.set(x.rows, at);
        for (const i of at) x.fields[i].dataTypeID = 25;
      }
      return x;
    });
  };
}
function withChars(adapter) {
  const query = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (q) => {
    const r = await query(q);
    for (const i of charCols.get(r.rows) ?? []) r.columnTypes[i] = ColumnTypeEnum.Character;
    return r;
  };
  return adapter;
}
let factory;
function adapterFor(url) {
  if (!url)
    throw new Error("No database URL: set DATABASE_URL (prisma.config.ts → datasource.url)");
  const schema = schemaOf(url);
  // parsed, since a connectionString would win over the shadow database's name inside the adapter
  const base = new PrismaPg(parse(clean(url)), { schema });
  // the adapter's own connectToShadowDb drops the database while its pool is still open on it, which Postgres refuses
  base.connectToShadowDb = async () => {
    if (datasource.shadowDatabaseUrl)
      return new PrismaPg(parse(clean(datasource.shadowDatabaseUrl))).connect();
    const database = `prisma_shadow_${process.pid}_${Date.now()}`;
    await adminQuery(url, `CREATE DATABASE ${quote(database)}`);
    const shadow = await new PrismaPg({ ...parse(clean(url)), database }).connect();
    const dispose = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await dispose();
      await adminQuery(url, `DROP DATABASE IF EXISTS ${quote(database)} WITH (FORCE)`);
    };
    return shadow;
  };
  for (const m of ["connect", "connectToShadowDb"]) {
    const orig = base[m].bind(base);
    base[m] = async () => withChars(await orig());
  }
  return bindMigrationAwareSqlAdapterFactory(base);
}
// `diff --from-empty --to-schema` needs no database, yet the engine is built on an adapter: give it one that never connects.
const none = async (q) => {
  if (process.env.DEBUG_SCHEMA_ENGINE)
    process.stderr.write("noDb query " + JSON.stringify(q) + "\n");
  return { columnNames: [], columnTypes: [], rows: [] };
};
const fake = async () => ({
  provider: "postgres",
  adapterName: "@prisma/adapter-pg",
  queryRaw: none,
  executeRaw: async () => 0,
  executeScript: async () => {},
  dispose: async () => {},
  getConnectionInfo: () => ({ schemaName: "public", supportsRelationJoins: true }),
  startTransaction: async () => {
    throw new Error("no database");
  },
});
const noDb = {
  provider: "postgres",
  adapterName: "@prisma/adapter-pg",
  connect: fake,
  connectToShadowDb: fake,
};

let engine;
const offline = (p) =>
  [p?.from, p?.to].every((t) => t?.tag === "empty" || t?.tag === "schemaDatamodel");
async function getEngine(url = datasource.url) {
  if (!engine) {
    factory = url ? adapterFor(url) : bindMigrationAwareSqlAdapterFactory(noDb);
    const datamodels = opt("--datamodels").map((f) => [f, fs.readFileSync(f, "utf8")]);
    engine = await wasm.SchemaEngine.new(
      { datamodels: datamodels.length ? datamodels : undefined },
      (log) => process.env.DEBUG_SCHEMA_ENGINE && process.stderr.write(log + "\n"),
      factory,
    );
  }
  return engine;
}

const methods = {
  getDatabaseVersion: async (p) => (await getEngine(p?.datasource?.url)).version(p ?? null),
  createDatabase: (p) => createDatabase(p.datasource?.url ?? datasource.url),
  dbExecute: async (p) => {
    await (await getEngine(p.datasourceType?.url)).dbExecute(p);
    return {};
  },
  reset: async (p) => {
    await (await getEngine()).reset(p);
    return {};
  },
};

const rl = readline.createInterface({ input: process.stdin });
let queue = Promise.resolve();
const send = (m) => process.stdout.write(JSON.stringify({ jsonrpc: "2.0", ...m }) + "\n");
rl.on("line", (line) => {
  if (!line.trim()) return;
  const { id, method, params } = JSON.parse(line);
  if (!method) return; // the CLI's answer to our `print`
  queue = queue.then(async () => {
    try {
      if (process.env.DEBUG_SCHEMA_ENGINE)
        process.stderr.write(">> " + method + " " + line.slice(0, 400) + "\n");
      let result;
      if (methods[method]) result = await methods[method](params);
      else {
        if (method === "diff" && offline(params)) datasource.url = undefined;
        const urlOf = [params?.from, params?.to].find((t) => t?.tag === "url")?.url;
        result = await (await getEngine(urlOf ?? datasource.url))[method](params);
      }
      if (method === "diff" && result?.stdout) {
        process.stdout.write(
          JSON.stringify({
            jsonrpc: "2.0",
            method: "print",
            id: `p${id}`,
            params: { content: result.stdout.replace(/\n$/, "") },
          }) + "\n",
        );
      }
      send({ id, result: result ?? {} });
    } catch (e) {
      const err =
        factory?.errorRegistry && e?.id !== undefined
          ? factory.errorRegistry.consumeError?.(e.id)?.error
          : undefined;
      const m = err?.message ?? e?.message ?? String(e);
      send({
        id,
        error: {
          code: 4466,
          message: "An error happened. Check the data field for details.",
          data: {
            is_panic: false,
            message: m,
            error_code: e?.code ?? e?.error_code ?? null,
            meta: e?.meta ?? null,
          },
        },
      });
    }
  });
});
rl.on("close", () => queue.then(() => process.exit(0)));
