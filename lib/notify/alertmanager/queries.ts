/** Reads in Alertmanager's words: alerts, groups, silences, receivers and the state of the server. */
import { DAY } from "@/lib/core/time";
import type { Labels } from "@/lib/notify/notice";
import type { Receiver } from "@/lib/notify/policy";
import { silenceIn } from "@/lib/notify/silences/store";
import { stateAt } from "@/lib/notify/silences/view";
import { databaseInstant } from "@/lib/notify/store/instant";
import { policyOf } from "@/lib/notify/store/policies";
import { quietIn } from "@/lib/notify/store/quiet";
import type { Db } from "@/lib/platform/db";
import { query } from "@/lib/platform/operation";
import { rowsOf } from "@/lib/platform/rows";
import {
  type AmAlert,
  type AmGroup,
  type AmSilence,
  alertsAskSchema,
  silenceAskSchema,
  silencesAskSchema,
  statusAskSchema,
} from "./schema";
import {
  alertFilter,
  alertWriter,
  type OpenAlert,
  receiverName,
  receiverNames,
  silenceFilter,
  silenceWriter,
} from "./view";

const MOST_ALERTS = 5_000;
const MOST_SILENCES = 1_000;
/** As long as Alertmanager remembers a silence that is over. */
const REMEMBERED_MS = 5 * DAY;

export const listAmAlerts = query({
  may: "alerts:read",
  input: alertsAskSchema,
  run: async ({ db, project }, ask): Promise<AmAlert[]> => {
    const isMeant = alertFilter(ask);
    const written = await writtenAlerts(db, project.id);
    return [...written.values()]
      .filter(isMeant)
      .sort((a, b) => order(a.fingerprint, b.fingerprint));
  },
});

export const listAmGroups = query({
  may: "alerts:read",
  input: alertsAskSchema,
  run: async ({ db, project }, ask): Promise<AmGroup[]> => {
    const isMeant = alertFilter(ask);
    const written = await writtenAlerts(db, project.id);
    const groups = await rowsOf<{ receiver: Receiver; labels: Labels; members: string[] }>(
      db,
      `SELECT receiver, labels, ARRAY(SELECT m->>'fingerprint'
         FROM jsonb_array_elements(state->'members') AS m) AS members
       FROM alert_group WHERE project_id = $1::int ORDER BY key`,
      [project.id],
    );
    return groups.flatMap(({ receiver, labels, members }) => {
      const alerts = members.flatMap((id) => written.get(id) ?? []).filter(isMeant);
      return alerts.length > 0
        ? [{ alerts, labels, receiver: { name: receiverName(receiver) } }]
        : [];
    });
  },
});

/** Active ones first, as amtool lists them. */
export const listAmSilences = query({
  may: "alerts:read",
  input: silencesAskSchema,
  run: async ({ db, project }, { filter }): Promise<AmSilence[]> => {
    const isMeant = silenceFilter(filter);
    const now = await databaseInstant(db);
    const rows = await db.silence.findMany({
      where: {
        projectId: project.id,
        endsAt: { gte: new Date(now.getTime() - REMEMBERED_MS) },
      },
      orderBy: { endsAt: "asc" },
      take: MOST_SILENCES,
    });
    const rank = { active: 0, scheduled: 1, ended: 2 };
    return rows
      .filter(isMeant)
      .sort((a, b) => rank[stateAt(a, now)] - rank[stateAt(b, now)])
      .map(silenceWriter(now));
  },
});

export const readAmSilence = query({
  may: "alerts:read",
  input: silenceAskSchema,
  run: async ({ db, project }, { id }): Promise<AmSilence> => {
    const silence = await silenceIn(db, project.id, id);
    return silenceWriter(await databaseInstant(db))(silence);
  },
});

export const listAmReceivers = query({
  may: "alerts:read",
  input: statusAskSchema,
  run: async ({ db, project }) => {
    const { policy } = await policyOf(db, project.id);
    return receiverNames(policy).map((name) => ({ name }));
  },
});

/** The version is that of the API which is spoken, for clients that look before they ask. */
const SPOKEN = {
  branch: "wheelhouse",
  buildDate: "",
  buildUser: "",
  goVersion: "",
  revision: "",
  version: "0.25.0",
};

export const readAmStatus = query({
  may: "alerts:read",
  input: statusAskSchema,
  run: async ({ db, project, now }) => {
    const { policy } = await policyOf(db, project.id);
    const names = receiverNames(policy);
    const groupBy = policy.groupBy.map((name) => JSON.stringify(name)).join(", ");
    const seconds = (ms: number) => `${Math.round(ms / 1_000)}s`;
    const original = [
      "route:",
      "  receiver: default",
      `  group_by: [${groupBy}]`,
      `  group_wait: ${seconds(policy.waitMs)}`,
      `  group_interval: ${seconds(policy.intervalMs)}`,
      `  repeat_interval: ${seconds(policy.repeatMs)}`,
      "receivers:",
      ...names.map((name) => `- name: ${JSON.stringify(name)}`),
      "",
    ].join("\n");
    return {
      cluster: { name: "", status: "disabled", peers: [] },
      config: { original },
      uptime: new Date(now.getTime() - process.uptime() * 1_000).toISOString(),
      versionInfo: SPOKEN,
    };
  },
});

/** What fires, by the id that groups know it by. */
async function writtenAlerts(db: Db, projectId: number): Promise<ReadonlyMap<string, AmAlert>> {
  const now = await databaseInstant(db);
  const { policy } = await policyOf(db, projectId);
  const alerts = await rowsOf<OpenAlert>(
    db,
    `SELECT id::text, name, severity, labels, annotations, started_at AS "startedAt",
       expected_end_at AS "expectedEndAt", source_url AS "sourceUrl",
       rule->'channels' AS channels, rule->>'escalation' AS escalation
     FROM alert WHERE project_id = $1::int AND ended_at IS NULL AND mark IS NULL
     ORDER BY started_at DESC LIMIT ${MOST_ALERTS}`,
    [projectId],
  );
  const silences = await db.silence.findMany({ where: { projectId, endsAt: { gt: now } } });
  const quiet = await quietIn(db, projectId, policy, now);
  const write = alertWriter(policy, { silences, otherwise: (labels) => quiet(labels).mute }, now);
  return new Map(alerts.map((alert) => [alert.id, write(alert)]));
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
