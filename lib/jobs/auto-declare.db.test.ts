/** Alerts that declare an incident by themselves do so once, whatever dies in between, and only where it is wanted. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { declareIncident } from "@/lib/incidents/commands";
import type { ProjectCtx } from "@/lib/platform/operation";
import type { Pool } from "@/lib/platform/pool";
import { pool } from "@/lib/platform/pool";
import { testCtx } from "@/lib/platform/test-ctx";
import { updateProject } from "@/lib/projects/commands";
import { tickAlerts } from "./alert-tick";
import { type Lead, takeLease } from "./leader";

const going = new AbortController().signal;

async function leadNow(): Promise<Lead> {
  const lead = await takeLease(pool(), "declare-test", "me");
  if (!lead) throw new Error("somebody else leads");
  // A busy machine may take longer than the lease lasts.
  await pool().query(
    "UPDATE lease SET expires_at = now() + interval '1 hour' WHERE name = 'declare-test'",
  );
  return lead;
}

type Declares = "none" | "critical" | "high";

async function projectThat(declareIncidents: Declares): Promise<ProjectCtx> {
  const ctx = await testCtx();
  await ctx.db.project.update({ where: { id: ctx.project.id }, data: { givenPresets: [] } });
  if (declareIncidents !== "none")
    await updateProject(ctx, { project: ctx.project.slug, revision: 0, declareIncidents });
  return ctx;
}

const fire = async (
  { db, project }: ProjectCtx,
  more: { name?: string; severity?: string; mark?: string } = {},
) => {
  const id = randomUUID();
  const { name = "Down", severity = "critical", mark = null } = more;
  const what = { source: "alertmanager", key: id, fingerprint: id, kind: "firing", mark };
  await db.alert.create({
    data: {
      ...{ id, projectId: project.id, ...what, name, severity, annotations: {} },
      ...{ labels: { alertname: name, i: id }, startedAt: new Date(), runbook: "service-down" },
    },
  });
  return id;
};

const tick = async (on: Pool = pool()) => tickAlerts(on, await leadNow(), going);

const incidentsOf = ({ db, project }: ProjectCtx) =>
  db.incident.findMany({
    where: { projectId: project.id },
    include: { alerts: true },
    orderBy: { number: "asc" },
  });

/** Its connections are cut by the server the moment before such a statement is sent, once one like `since` was. */
function dyingAt(statement: RegExp, since: RegExp): { pool: Pool; died: () => number } {
  let deaths = 0;
  let isArmed = false;
  const connect = async (callback?: never) => {
    // A question without a connection of its own asks in another way.
    if (callback) return pool().connect(callback);
    const client = await pool().connect();
    const query = client.query.bind(client) as (
      ...all: unknown[]
    ) => Promise<{ rows: { pid: number }[] }>;
    const cut = async (...all: unknown[]) => {
      isArmed ||= since.test(String(all[0]));
      if (isArmed && statement.test(String(all[0]))) {
        const { rows } = await query("SELECT pg_backend_pid() AS pid");
        deaths++;
        await pool().query("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
      }
      return query(...all);
    };
    return Object.create(client, {
      query: { value: cut },
      release: { value: () => client.release(true) },
    });
  };
  return {
    pool: Object.create(pool(), { connect: { value: connect } }) as Pool,
    died: () => deaths,
  };
}

describe("an alert that declares by its severity", () => {
  test("declares one incident, and the next of its rule joins it while it is open", async () => {
    const ctx = await projectThat("critical");
    await fire(ctx);
    await tick();
    await tick();
    const [incident] = await incidentsOf(ctx);
    expect(incident).toMatchObject({
      ...{ number: 1, title: "Down", severity: "critical", source: "severity", isDrill: false },
      runbook: "service-down",
    });
    await fire(ctx, { severity: "low" });
    await tick();
    const joined = await incidentsOf(ctx);
    expect(joined.map(({ alerts }) => alerts.length)).toEqual([2]);
    await ctx.db.incident.updateMany({ data: { resolvedAt: new Date(), status: "resolved" } });
    await fire(ctx);
    await tick();
    expect((await incidentsOf(ctx)).map(({ number }) => number)).toEqual([1, 2]);
  });

  test("declares one for a whole group of alerts that are told together", async () => {
    const ctx = await projectThat("high");
    for (const severity of ["high", "critical", "high"]) await fire(ctx, { severity });
    await tick();
    const found = await incidentsOf(ctx);
    expect(found.map(({ severity, alerts }) => [severity, alerts.length])).toEqual([
      ["critical", 3],
    ]);
  });

  test("declares none where that is not wanted, for what is less severe, for tests and for drills", async () => {
    const unwanted = await projectThat("none");
    await fire(unwanted);
    const ctx = await projectThat("critical");
    await fire(ctx, { severity: "high", name: "Slow" });
    await fire(ctx, { mark: "test" });
    await fire(ctx, { mark: "drill" });
    await tick();
    expect([...(await incidentsOf(unwanted)), ...(await incidentsOf(ctx))]).toEqual([]);
  });

  test("joins what a person has declared for its rule, also where nothing is declared by itself", async () => {
    const ctx = await projectThat("none");
    const first = await fire(ctx);
    const asked = { title: "We are down", severity: "high" as const, alert: first };
    await declareIncident(ctx, { project: ctx.project.slug, ...asked });
    const second = await fire(ctx);
    await fire(ctx, { name: "Other" });
    await tick();
    const [incident] = await incidentsOf(ctx);
    expect(incident?.alerts.map(({ alertId }) => alertId).toSorted()).toEqual(
      [first, second].toSorted(),
    );
  });

  test.each([
    ["before it joins its group", /alert_group/, /./],
    ["before it declares", /INSERT INTO incident \(/, /./],
    ["before it is linked", /INSERT INTO incident_alert/, /./],
    ["before it is kept", /^COMMIT/, /INSERT INTO incident_alert/],
  ])(
    "declares once, when whoever does it dies %s, again and again",
    async (_when, statement, since) => {
      const ctx = await projectThat("critical");
      const id = await fire(ctx);
      for (let kill = 0; kill < 5; kill++) {
        const dying = dyingAt(statement, since);
        await tick(dying.pool);
        expect(dying.died()).toBeGreaterThan(0);
      }
      expect(await incidentsOf(ctx)).toEqual([]);
      await Promise.all([tick(), tick()]);
      const found = await incidentsOf(ctx);
      expect(found.map(({ alerts }) => alerts.map(({ alertId }) => alertId))).toEqual([[id]]);
      const { hasNews } = await ctx.db.alert.findUniqueOrThrow({ where: { id } });
      expect(hasNews).toBe(false);
    },
  );
});
