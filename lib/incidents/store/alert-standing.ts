/** Whether an alert is part of an incident, and what people said of its page. */
import type { AlertIncident } from "@/lib/incidents/views";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import { ruleOf } from "./declare";

type Row = {
  readonly rule: string;
  readonly verdict: NonNullable<AlertIncident["verdict"]>["verdict"] | null;
  readonly by: string | null;
  readonly id: string | null;
  readonly number: number;
  readonly title: string;
  readonly status: NonNullable<AlertIncident["incident"]>["status"];
  readonly isDrill: boolean;
};

type Standing = Pick<AlertIncident, "incident" | "verdict"> & { readonly rule: string };

export async function alertStanding(
  on: Connection,
  projectId: number,
  alertId: string,
): Promise<Standing | null> {
  const [row] = await rowsOf<Row>(
    on,
    `SELECT ${ruleOf("a")} AS rule, v.verdict, v.by_name AS by, i.id::text, i.number, i.title, i.status,
       i.is_drill AS "isDrill"
     FROM alert AS a LEFT JOIN alert_verdict AS v ON v.alert_id = a.id
     LEFT JOIN incident_alert AS l ON l.alert_id = a.id
     LEFT JOIN incident AS i ON i.id = l.incident_id
     WHERE a.project_id = $1::int4 AND a.id = $2::uuid`,
    [projectId, alertId],
  );
  if (!row) return null;
  const { rule, verdict, by, id, number, title, status, isDrill } = row;
  return {
    rule,
    incident: id === null ? null : { id, number, title, status, isDrill },
    verdict: verdict && { verdict, by: by ?? "somebody" },
  };
}
