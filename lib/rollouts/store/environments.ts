/** The environments that a project has: what its flags are for, what is rolled out in, and where events come from. */
import { Fault } from "@/lib/core/fault";
import { type Connection, rowsOf } from "@/lib/platform/rows";

const KNOWN = `
  SELECT DISTINCT name FROM (
    SELECT jsonb_object_keys(v.spec->'environments') AS name FROM flag AS f
      JOIN flag_version AS v ON v.flag_id = f.id AND v.version = f.version WHERE f.project_id = $1::int4
    UNION ALL SELECT plan->>'environment' FROM rollout WHERE project_id = $1::int4
    UNION ALL SELECT environment FROM environment_policy WHERE project_id = $1::int4
    UNION ALL SELECT environment FROM pulse WHERE project_id = $1::int4
    UNION ALL SELECT environment FROM pulse_partial WHERE project_id = $1::int4
  ) AS t ORDER BY name`;

const MOST_NAMED = 20;

/** A window over a mistyped name would freeze nothing, and nobody would see it. */
export async function refuseUnknownEnvironment(
  on: Connection,
  projectId: number,
  environment: string,
): Promise<void> {
  const rows = await rowsOf<{ readonly name: string }>(on, KNOWN, [projectId]);
  const names = rows.map(({ name }) => name);
  if (names.includes(environment)) return;
  const known =
    names.length === 0
      ? "the project has none yet"
      : `there are ${names.slice(0, MOST_NAMED).join(", ")}`;
  throw new Fault(
    "invalid",
    `environment: “${environment}” is no environment of this project: ${known}. Leave it out to freeze them all`,
    { field: "environment" },
  );
}
