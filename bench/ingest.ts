/** Durable ingestion over HTTP held against a single COPY of the same rows into the same table. */
import http from "node:http";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { type Lab, openLab } from "./lab";
import { median, quantile, rounded, timed } from "./numbers";
import { syntheticEvents } from "./synthetic";
import { startWeb, type WebProcess } from "./web-process";

export type Shape = {
  readonly batch: number;
  readonly clients: number;
  /** Events of one run. */
  readonly events: number;
};
type Goal = { readonly must: number; readonly good: number };

/** A quick run takes about two seconds a side, whatever the machine: `rate` is what it did in the warm-up. */
function shapesOf(quick: boolean, rate: number): readonly (Shape & Partial<Goal>)[] {
  const size = (full: number, share: number, batch: number) =>
    quick ? batch * Math.ceil(Math.min(full, rate * share) / batch) : full;
  return [
    { batch: 1_000, clients: 4, events: size(120_000, 2, 4_000), must: 0.3, good: 0.45 },
    { batch: 100, clients: 8, events: size(60_000, 1, 800), must: 0.15, good: 0.25 },
    { batch: 1, clients: 16, events: size(6_000, 0.05, 160) },
  ];
}
const MINUTES = 10;

type Pair = { readonly http: Run; readonly copyPerSecond: number };
type Sent = { readonly perSecond: number; readonly acks: readonly number[] };
/** `cpuUs`: processor time of the web process per event, which a busy machine does not distort. */
type Run = Sent & { readonly cpuUs: number };

export async function benchIngest({ quick }: { quick: boolean }) {
  const pairs = quick ? 3 : 5;
  const lab = await openLab();
  const web = await startWeb(lab);
  const client = await lab.connect();
  try {
    const warm = await onePair(lab, web, client, { batch: 1_000, clients: 4, events: 32_000 }, 0);
    const rows = [];
    for (const shape of shapesOf(quick, warm.http.perSecond)) {
      const measured: Pair[] = [];
      for (let i = 1; i <= pairs; i++) {
        measured.push(await onePair(lab, web, client, shape, i * 7_919 + shape.batch));
      }
      rows.push(rowOf(shape, measured));
    }
    const [bulk] = rows;
    return {
      name: "ingest",
      server: web.kind,
      durable: true,
      pairs,
      rows,
      rssMiB: web.rssMiB(),
      ratio: bulk?.ratio ?? Number.NaN,
      must: 0.3,
      good: 0.45,
      passed: rows.every((row) => row.must === undefined || row.ratio >= row.must),
      note: "web process alone; compaction runs in the worker and is not part of either side",
    };
  } finally {
    await client.end();
    await web.stop();
    await lab.close();
  }
}

function rowOf({ batch, clients, events, must, good }: Shape & Partial<Goal>, pairs: Pair[]) {
  const ratios = pairs.map((pair) => pair.http.perSecond / pair.copyPerSecond);
  const acks = pairs.flatMap((pair) => pair.http.acks);
  return {
    batch,
    clients,
    events,
    httpPerSecond: Math.round(median(pairs.map((pair) => pair.http.perSecond))),
    copyPerSecond: Math.round(median(pairs.map((pair) => pair.copyPerSecond))),
    ratio: rounded(median(ratios)),
    ratios: ratios.map((ratio) => rounded(ratio)),
    webCpuUsPerEvent: rounded(median(pairs.map((pair) => pair.http.cpuUs))),
    ackP50Ms: rounded(quantile(acks, 0.5)),
    ackP95Ms: rounded(quantile(acks, 0.95)),
    ackP99Ms: rounded(quantile(acks, 0.99)),
    ...(must !== undefined && good !== undefined && { must, good }),
  };
}

/** A: over HTTP. B: the rows that A stored, taken out, and copied in again. The table is empty before each. */
async function onePair(
  lab: Lab,
  web: WebProcess,
  client: pg.Client,
  shape: Shape,
  seed: number,
): Promise<Pair> {
  const now = Date.now();
  const events = syntheticEvents(shape.events, now - MINUTES * 60_000, now, seed);
  const bodies: Buffer[] = [];
  for (let at = 0; at < events.length; at += shape.batch) {
    bodies.push(Buffer.from(JSON.stringify({ events: events.slice(at, at + shape.batch) })));
  }
  await empty(client);
  const cpuBefore = web.cpuMs();
  const sent = await send(web.url, lab.key, bodies, shape);
  const run = { ...sent, cpuUs: ((web.cpuMs() - cpuBefore) * 1_000) / shape.events };
  const stored = await takeOut(client);
  if (stored.rows !== shape.events) {
    throw new Error(`${stored.rows} of ${shape.events} events are stored`);
  }
  await empty(client);
  const { ms } = await timed(() => putIn(client, stored.text));
  return { http: run, copyPerSecond: shape.events / (ms / 1_000) };
}

async function empty(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ tables: string }>(
    `SELECT string_agg(oid::regclass::text, ', ') AS tables FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
       AND (relname = 'event' OR relname LIKE '%\\_partial')`,
  );
  await client.query(`TRUNCATE ${rows[0]?.tables}`);
  await client.query("CHECKPOINT");
}

async function takeOut(client: pg.Client): Promise<{ rows: number; text: Buffer[] }> {
  const text: Buffer[] = [];
  const source = client.query(copyTo("COPY (SELECT * FROM event) TO STDOUT"));
  for await (const chunk of source) text.push(chunk as Buffer);
  return { rows: source.rowCount, text };
}

const putIn = (client: pg.Client, text: readonly Buffer[]): Promise<void> =>
  pipeline(text, client.query(copyFrom("COPY event FROM STDIN")));

async function send(
  url: string,
  key: string,
  bodies: readonly Buffer[],
  { clients, events }: Shape,
): Promise<Sent> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: clients });
  const acks: number[] = [];
  let next = 0;
  const work = async () => {
    for (let body = bodies[next++]; body; body = bodies[next++]) {
      acks.push(await post(`${url}/api/v1/events`, key, body, agent));
    }
  };
  const { ms } = await timed(() => Promise.all(Array.from({ length: clients }, work)));
  agent.destroy();
  return { perSecond: events / (ms / 1_000), acks };
}

/** Milliseconds until the 2xx. Anything else spoils the measurement, so it ends it. */
function post(url: string, key: string, body: Buffer, agent: http.Agent): Promise<number> {
  const began = performance.now();
  const headers = {
    authorization: `Bearer ${key}`,
    "content-type": "application/json",
    "content-length": body.length,
  };
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method: "POST", agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const { statusCode = 0 } = response;
        if (statusCode >= 200 && statusCode < 300) resolve(performance.now() - began);
        else reject(new Error(`${statusCode}: ${Buffer.concat(chunks).toString("utf8")}`));
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}
