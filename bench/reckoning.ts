/** After the torture: what is stored held against what was acknowledged, and rollups against raw events. */
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { Ledger } from "./writers";

export type Found = {
  readonly lost: number;
  readonly duplicates: number;
  readonly differences: readonly string[];
};

export async function reckon(client: pg.Client, ledger: Ledger): Promise<Found> {
  const stored = await storedIds(client);
  const distinct = new Set(stored);
  let lost = 0;
  for (const id of ledger.acked) if (!distinct.has(id)) lost++;
  return {
    lost,
    duplicates: stored.length - distinct.size,
    differences: await differences(client),
  };
}

async function storedIds(client: pg.Client): Promise<string[]> {
  const chunks: Buffer[] = [];
  const source = client.query(copyTo("COPY (SELECT event_id FROM event) TO STDOUT"));
  for await (const chunk of source) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8").split("\n").filter(Boolean);
}

const TIERS = ["1m", "5m", "1h", "1d"] as const;
const RAW = `SELECT count(*) FILTER (WHERE kind = 1) AS requests,
    count(*) FILTER (WHERE kind = 1 AND is_error) AS errors,
    count(*) FILTER (WHERE kind = 2) AS calls,
    coalesce(sum(input_tokens), 0) AS input_tokens,
    coalesce(sum(output_tokens), 0) AS output_tokens,
    coalesce(sum(cost_picos), 0) AS cost_picos
  FROM event`;

/** Each tier with what is still to be compacted, sum by sum; one snapshot for all of them. */
async function differences(client: pg.Client): Promise<string[]> {
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
  const raw = await sums(client, RAW);
  const found: string[] = [];
  for (const tier of TIERS) {
    const rollup = await sums(client, counterSums(tier));
    for (const [name, value] of Object.entries(raw)) {
      if (rollup[name] !== value) found.push(`${tier} ${name} ${rollup[name]} - ${value}`);
    }
    const latencies = await sums(client, sketchCount(tier));
    if (latencies.n !== raw.requests)
      found.push(`${tier} latencies ${latencies.n} - ${raw.requests}`);
  }
  await client.query("COMMIT");
  return found;
}

const COLUMNS = ["requests", "errors", "calls", "input_tokens", "output_tokens", "cost_picos"];
const counterSums = (tier: string): string =>
  `SELECT ${COLUMNS.map((name) => `coalesce(sum(${name}), 0) AS ${name}`).join(", ")}
   FROM (SELECT ${COLUMNS.join(", ")} FROM counter_${tier}
         UNION ALL SELECT ${COLUMNS.join(", ")} FROM counter_partial) AS t`;
const sketchCount = (tier: string): string =>
  `SELECT coalesce(sum(n), 0) AS n
   FROM (SELECT n, subject, dim FROM sketch_${tier}
         UNION ALL SELECT n, subject, dim FROM sketch_partial) AS t
   WHERE subject = 'request' AND dim = 'all'`;

async function sums(client: pg.Client, sql: string): Promise<Record<string, string>> {
  const { rows } = await client.query<Record<string, string>>(sql);
  return Object.fromEntries(
    Object.entries(rows[0] ?? {}).map(([name, value]) => [name, String(value)]),
  );
}
