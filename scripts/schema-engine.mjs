#!/usr/bin/env node
/**
 * Stands in for Prisma's native schema engine, which npm does not carry: speaks the same JSON-RPC over stdio, but runs
 * the WebAssembly engine (@prisma/schema-engine-wasm) over @prisma/adapter-pg. Named by PRISMA_SCHEMA_ENGINE_BINARY.
 */
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
const isDebugging = Boolean(process.env.DEBUG_SCHEMA_ENGINE);
/** Postgres' internal type "char". */
const CHAR_OID = 18;
const TEXT_OID = 25;
const RPC_ERROR = 4466;

const option = (/** @type {string} */ name) =>
  argv.flatMap((word, i) => (word === name ? [argv[i + 1]] : []));
const datasource = JSON.parse(option("--datasource")[0] ?? "{}");

/** @param {string} text */
const debug = (text) => isDebugging && process.stderr.write(`${text}\n`);

/** @param {"INFO" | "ERROR"} level @param {object} fields @param {string} target */
function log(level, fields, target) {
  const line = { timestamp: new Date().toISOString(), level, fields, target };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

// The engine looks for this name when it panics.
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  message: "",
  set_message(message) {
    this.message = message;
    process.stderr.write(`panic: ${message}\n`);
  },
};

async function loadEngine() {
  const dir = path.dirname(require.resolve("@prisma/schema-engine-wasm"));
  const glue = await import(path.join(dir, "schema_engine_bg.js"));
  const bytes = fs.readFileSync(path.join(dir, "schema_engine_bg.wasm"));
  const imports = { "./schema_engine_bg.js": glue };
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue;
}

// ── Addresses and databases ────────────────────────────────────────────────────────────────────────────────────────

/** Prisma's own parameters mean nothing to pg. @param {string} url */
function cleaned(url) {
  const clean = new URL(url);
  for (const name of ["schema", "connection_limit", "pool_timeout", "pgbouncer"])
    clean.searchParams.delete(name);
  return clean.toString();
}

const schemaOf = (/** @type {string} */ url) =>
  new URL(url).searchParams.get("schema") ?? undefined;
const databaseOf = (/** @type {string} */ url) =>
  decodeURIComponent(new URL(url).pathname.slice(1)) || "postgres";

/** Runs one statement in the maintenance database, where databases are made and dropped. @param {string} url @param {string} sql */
async function administer(url, sql) {
  const admin = new URL(cleaned(url));
  admin.pathname = "/postgres";
  const client = new pg.Client({ connectionString: admin.toString() });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** @param {string} url */
async function createDatabase(url) {
  const name = databaseOf(url);
  try {
    await administer(url, `CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    if (error.code !== "42P04") throw error;
  }
  return { databaseName: name };
}

const dropDatabase = (/** @type {string} */ url, name = databaseOf(url)) =>
  administer(url, `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);

async function checkConnection() {
  const client = new pg.Client({ connectionString: cleaned(datasource.url) });
  await client.connect();
  await client.end();
}

// ── The engine's commands: `schema-engine cli <command>` ───────────────────────────────────────────────────────────

const COMMANDS = {
  "can-connect-to-database": checkConnection,
  "create-database": () => createDatabase(datasource.url),
  "drop-database": () => dropDatabase(datasource.url),
};

/** @param {string} name @returns {Promise<number>} the exit code */
async function runCommand(name) {
  // Prisma skips the first line of stderr.
  log("INFO", { message: "Starting schema engine CLI" }, "schema_engine");
  try {
    const command = COMMANDS[name];
    if (!command) throw new Error(`unknown command ${name}`);
    await command();
    return 0;
  } catch (error) {
    const fields = { message: error.message || String(error.code), error_code: prismaCode(error) };
    log("ERROR", fields, "schema_engine::logger");
    return 1;
  }
}

/** @param {{ code?: string }} error */
function prismaCode({ code }) {
  if (code === "3D000") return "P1003";
  return /ECONNREFUSED|ENOTFOUND|ETIMEDOUT/.test(String(code)) ? "P1001" : "P1000";
}

// ── The adapter ────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * The adapter refuses the type "char", which the engine's catalogue queries return and read as a character:
 * it is shown text, and the column type is put right in what the engine is given.
 */
const charColumns = new WeakMap();
function letCharsThrough() {
  for (const { prototype } of [pg.Client, pg.Pool]) {
    const { query } = prototype;
    prototype.query = function patched(...args) {
      const answer = query.apply(this, args);
      return typeof answer?.then === "function" ? answer.then(showAsText) : answer;
    };
  }
}

function showAsText(result) {
  const chars = (result?.fields ?? []).filter(({ dataTypeID }) => dataTypeID === CHAR_OID);
  if (chars.length > 0) {
    charColumns.set(
      result.rows,
      chars.map((field) => result.fields.indexOf(field)),
    );
    for (const field of chars) field.dataTypeID = TEXT_OID;
  }
  return result;
}

/** What the adapter does differently from what the engine needs. */
function mended(adapter) {
  // It would cut a script at every semicolon, also inside comments, texts and function bodies.
  adapter.executeScript = async (script) => {
    try {
      await adapter.client.query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const i of charColumns.get(result.rows) ?? [])
      result.columnTypes[i] = ColumnTypeEnum.Character;
    return result;
  };
  return adapter;
}

/** @param {string} url */
function adapterFor(url) {
  // Parsed, since a connection string would win over the shadow database's name inside the adapter.
  const base = new PrismaPg(parse(cleaned(url)), { schema: schemaOf(url) });
  const connect = base.connect.bind(base);
  base.connect = async () => mended(await connect());
  base.connectToShadowDb = async () => mended(await shadowOf(url));
  return bindMigrationAwareSqlAdapterFactory(base);
}

/** The adapter's own drops the database while its pool is still open on it, which Postgres refuses. @param {string} url */
async function shadowOf(url) {
  if (datasource.shadowDatabaseUrl)
    return new PrismaPg(parse(cleaned(datasource.shadowDatabaseUrl))).connect();
  const database = `prisma_shadow_${process.pid}_${Date.now()}`;
  await administer(url, `CREATE DATABASE ${pg.escapeIdentifier(database)}`);
  const shadow = await new PrismaPg({ ...parse(cleaned(url)), database }).connect();
  const dispose = shadow.dispose.bind(shadow);
  shadow.dispose = async () => {
    await dispose();
    await dropDatabase(url, database);
  };
  return shadow;
}

/** Comparing files needs no database, yet the engine is built on an adapter: one that never connects. */
function adapterForNothing() {
  const name = { provider: "postgres", adapterName: "@prisma/adapter-pg" };
  const connection = async () => ({
    ...name,
    queryRaw: async () => ({ columnNames: [], columnTypes: [], rows: [] }),
    executeRaw: async () => 0,
    executeScript: async () => undefined,
    dispose: async () => undefined,
    getConnectionInfo: () => ({ schemaName: "public", supportsRelationJoins: true }),
    startTransaction: async () => {
      throw new Error("no database");
    },
  });
  return bindMigrationAwareSqlAdapterFactory({
    ...name,
    connect: connection,
    connectToShadowDb: connection,
  });
}

// ── The conversation ───────────────────────────────────────────────────────────────────────────────────────────────

const send = (/** @type {object} */ message) =>
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);

function serve(wasm) {
  let factory;
  let engine;

  const engineFor = async (url = datasource.url) => {
    if (engine) return engine;
    factory = url ? adapterFor(url) : adapterForNothing();
    const datamodels = option("--datamodels").map((file) => [file, fs.readFileSync(file, "utf8")]);
    const models = { datamodels: datamodels.length > 0 ? datamodels : undefined };
    engine = await wasm.SchemaEngine.new(models, debug, factory);
    return engine;
  };

  const methods = {
    getDatabaseVersion: async (params) =>
      (await engineFor(params?.datasource?.url)).version(params ?? null),
    createDatabase: (params) => createDatabase(params.datasource?.url ?? datasource.url),
    dbExecute: async (params) => (await engineFor(params.datasourceType?.url)).dbExecute(params),
    reset: async (params) => (await engineFor()).reset(params),
    diff: async (params) => {
      const sides = [params?.from, params?.to];
      const isOffline = sides.every((side) => ["empty", "schemaDatamodel"].includes(side?.tag));
      if (isOffline) datasource.url = undefined;
      return (await engineFor(sides.find((side) => side?.tag === "url")?.url)).diff(params);
    },
  };

  const answer = async ({ id, method, params }) => {
    try {
      debug(`>> ${method}`);
      const own = methods[method];
      const result = await (own ? own(params) : (await engineFor())[method](params));
      if (method === "diff" && result?.stdout) print(id, result.stdout);
      send({ id, result: result ?? {} });
    } catch (error) {
      send({ id, error: errorOf(error, factory) });
    }
  };

  let queue = Promise.resolve();
  const lines = readline.createInterface({ input: process.stdin });
  lines.on("line", (line) => {
    const message = line.trim() ? JSON.parse(line) : {};
    // Without a method it is Prisma's answer to our `print`.
    if (message.method) queue = queue.then(() => answer(message));
  });
  lines.on("close", () => queue.then(() => process.exit(0)));
}

function print(id, text) {
  send({ method: "print", id: `p${id}`, params: { content: text.replace(/\n$/, "") } });
}

/** The adapter keeps its own errors and gives the engine numbers for them. */
function errorOf(error, factory) {
  const kept = factory?.errorRegistry?.consumeError?.(error?.id)?.error;
  return {
    code: RPC_ERROR,
    message: "An error happened. Check the data field for details.",
    data: {
      is_panic: false,
      message: kept?.message ?? error?.message ?? String(error),
      error_code: error?.code ?? error?.error_code ?? null,
      meta: error?.meta ?? null,
    },
  };
}

if (argv.includes("--version")) {
  console.log(`schema-engine-wasm ${(await loadEngine()).version()}`);
} else if (argv.includes("cli")) {
  process.exit(await runCommand(argv[argv.indexOf("cli") + 1]));
} else {
  letCharsThrough();
  serve(await loadEngine());
}
