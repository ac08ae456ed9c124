/** The rare parts of a submission: deployments, the newest state of components, and what was refused. */
import { randomUUID } from "node:crypto";
import type { ClientBase } from "pg";
import { clip } from "@/lib/telemetry/clip";
import type { Cap } from "@/lib/telemetry/fold/key";
import type { Refused } from "@/lib/telemetry/judge";
import type { Row } from "@/lib/telemetry/row";
import { KIND_NUMBER } from "@/lib/telemetry/schema";
import type { Submission } from "./submission";

type Stored = ReadonlyMap<Submission, readonly Row[]>;

/** A refused event is kept whole up to this, so that it can be mended and replayed. */
const MAX_QUARANTINED_CHARS = 64 * 1024;

export async function writeStates(client: ClientBase, stored: Stored, cap: Cap): Promise<void> {
  const rows = [...stored.values()].flatMap((all) => all.filter(isState));
  const refused = [...stored.keys()].flatMap((one) =>
    one.refused.map((each) => quarantined(one, each)),
  );
  await Promise.all([
    insert(client, DEPLOYMENT, rows.filter(isDeployment).map(deploymentOf)),
    insert(
      client,
      COMPONENT,
      newestStates(
        rows.filter((row) => !isDeployment(row)),
        cap,
      ),
    ),
    insert(client, QUARANTINE, refused),
  ]);
}

const isDeployment = ({ kind }: Row): boolean => kind === KIND_NUMBER.deployment;
const isState = ({ kind }: Row): boolean =>
  kind === KIND_NUMBER.deployment || kind === KIND_NUMBER.health;

async function insert(client: ClientBase, sql: string, rows: readonly object[]): Promise<void> {
  if (rows.length > 0) await client.query(sql, [JSON.stringify(rows)]);
}

const DEPLOYMENT = `INSERT INTO deployment (project_id, event_id, ts, environment, agent, version,
    previous_version, author, status, description, url)
  SELECT * FROM jsonb_to_recordset($1) AS x(project_id int4, event_id uuid, ts timestamptz,
    environment text, agent text, version text, previous_version text, author text, status text,
    description text, url text)
  ON CONFLICT DO NOTHING`;

function deploymentOf(row: Row): object {
  const { $previousVersion, $author, $url } = row.attributes ?? {};
  return {
    project_id: row.projectId,
    event_id: row.id,
    ts: new Date(row.ts),
    environment: row.environment,
    agent: row.agent ?? "",
    version: row.version,
    previous_version: $previousVersion,
    author: $author,
    status: row.status,
    description: row.message,
    url: $url,
  };
}

/** Sorted, so that two transactions that report the same components cannot wait for each other. */
const COMPONENT = `INSERT INTO component_state AS known (project_id, environment, component, status,
    at, latency_ms, message)
  SELECT * FROM jsonb_to_recordset($1) AS x(project_id int4, environment text, component text,
    status text, at timestamptz, latency_ms float8, message text)
  ORDER BY project_id, environment, component
  ON CONFLICT (project_id, environment, component) DO UPDATE SET status = excluded.status,
    at = excluded.at, latency_ms = excluded.latency_ms, message = excluded.message
  WHERE excluded.at >= known.at`;

function newestStates(rows: readonly Row[], cap: Cap): object[] {
  const newest = new Map<string, Row>();
  for (const row of rows) {
    const place = JSON.stringify([row.projectId, row.environment, row.name]);
    const known = newest.get(place);
    if (!known || row.ts >= known.ts) newest.set(place, row);
  }
  const states = new Map<string, object>();
  for (const row of newest.values()) {
    const environment = cap("environment", row.projectId, row.environment);
    const component = cap("name", row.projectId, row.name ?? "");
    states.set(JSON.stringify([row.projectId, environment, component]), {
      project_id: row.projectId,
      environment,
      component,
      status: row.status,
      at: new Date(row.ts),
      latency_ms: row.durationMs,
      message: row.message,
    });
  }
  return [...states.values()];
}

const QUARANTINE = `INSERT INTO quarantined_event (id, project_id, at, key_id, event_id, code, field,
    message, body)
  SELECT * FROM jsonb_to_recordset($1) AS x(id uuid, project_id int4, at timestamptz, key_id uuid,
    event_id text, code text, field text, message text, body text)`;

const quarantined = (one: Submission, { rejection, raw }: Refused) => ({
  id: randomUUID(),
  project_id: one.projectId,
  at: one.receivedAt,
  key_id: one.keyId,
  event_id: rejection.id,
  code: rejection.code,
  field: rejection.field,
  message: rejection.message,
  body: printable(raw),
});

/** Nesting deeper than the stack cannot be written down; that it was sent can. */
function printable(raw: unknown): string {
  try {
    const text = JSON.stringify(raw) ?? "null";
    return text.length <= MAX_QUARANTINED_CHARS ? text : `${clip(text, MAX_QUARANTINED_CHARS)}…`;
  } catch {
    return '"nested too deeply to keep"';
  }
}
