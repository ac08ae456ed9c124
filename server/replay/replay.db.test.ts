import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createProject } from "@/lib/access/commands";
import { createApiKey } from "@/lib/keys/commands";
import { db } from "@/lib/platform/db";
import { pool } from "@/lib/platform/pool";
import { hotRoutes } from "@/server/hot";
import { ROOT } from "@/server/root";
import { replay } from "./replay";

/** Traces that are not part of the repository: their SOURCE notes say where they come from. */
const DATA = process.env.WHEELHOUSE_TEST_DATA ?? path.resolve(ROOT, "../shared/data");
const CASES = [
  {
    file: "azure-llm-2023/AzureLLMInferenceTrace_conv.csv",
    totals: { calls: 19_366, inputTokens: 22_361_870, cacheReadTokens: 0, outputTokens: 4_088_665 },
  },
  {
    file: "azure-llm-2023/AzureLLMInferenceTrace_code.csv",
    totals: { calls: 8_819, inputTokens: 18_059_974, cacheReadTokens: 0, outputTokens: 245_896 },
  },
  {
    file: "mooncake-synthetic/synthetic_trace.jsonl",
    totals: {
      calls: 3_993,
      inputTokens: 21_341_967,
      cacheReadTokens: 39_852_661,
      outputTokens: 595_432,
    },
  },
];
const AT = new Date(Math.floor(Date.now() / 1_000) * 1_000);

let server: http.Server;
let url: string;

beforeAll(async () => {
  const hot = hotRoutes();
  server = http.createServer((req, res) => void hot(req, res));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

async function projectWithKey(name: string) {
  const actor = { kind: "system", id: "test", name: "test" } as const;
  const ctx = { actor, now: new Date(), db: db(), pool: pool(), address: null, requestId: null };
  const { id, slug } = await createProject(ctx, { name });
  const { secret } = await createApiKey(ctx, {
    project: slug,
    name,
    scopes: ["ingest"],
    requestsPerSecond: 1_000,
  });
  return { id, key: secret };
}

/** What the dashboards add up, without waiting for the compactor. */
async function rollupTotals(project: number) {
  const { rows } = await pool().query(
    `SELECT sum(calls)::int AS calls, sum(requests)::int AS requests,
       sum(input_tokens)::float8 AS "inputTokens", sum(cache_read_tokens)::float8 AS "cacheReadTokens",
       sum(output_tokens)::float8 AS "outputTokens", sum(cost_picos)::text AS cost
     FROM counter_partial WHERE project_id = $1`,
    [project],
  );
  return rows[0];
}

for (const { file, totals } of CASES) {
  const name = path.basename(file);
  const full = path.join(DATA, file);
  const isThere = fs.existsSync(full);
  if (!isThere) console.warn(`SKIPPED: ${full} is not there; set WHEELHOUSE_TEST_DATA`);

  describe.runIf(isThere)(name, () => {
    test("is stored once, to the token, however often it is replayed", {
      timeout: 300_000,
    }, async () => {
      const { id, key } = await projectWithKey(name.replace(/\W/g, " "));
      const options = {
        file: full,
        url,
        key,
        at: AT,
        provider: "azure.ai.openai",
        model: "gpt-4o",
      };
      const first = await replay(options);
      expect(first).toMatchObject(totals);
      expect(first).toMatchObject({ duplicates: 0, rejected: 0, unpriced: 0 });
      expect(first.accepted).toBe(2 * first.calls);

      const again = await replay(options);
      expect(again).toMatchObject({ accepted: 0, duplicates: 2 * first.calls });

      const { calls, inputTokens, cacheReadTokens, outputTokens, costPicos } = first;
      expect(await rollupTotals(id)).toEqual({
        calls,
        requests: calls,
        inputTokens,
        cacheReadTokens,
        outputTokens,
        cost: String(costPicos),
      });
      const { rows } = await pool().query(
        "SELECT max(ts) AS last FROM event WHERE project_id = $1",
        [id],
      );
      expect(rows[0].last).toEqual(AT);
    });
  });
}
