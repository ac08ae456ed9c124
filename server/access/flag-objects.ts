/** Flags, segments, rollouts and freeze windows, made straight in the database. */
import { randomUUID } from "node:crypto";
import { db } from "@/lib/platform/db";
import { pool } from "@/lib/platform/pool";
import { planFrom } from "@/lib/rollouts/presets";
import { DRAFT } from "@/lib/rollouts/state";
import { type Maker, stored } from "./made";

export const FLAG_OBJECTS = {
  rollout: async ({ projectId, mark }) => {
    const [id, at] = [randomUUID(), new Date()];
    const key = `rollout-${id}`;
    const names = { key, flag: "none", environment: "production", canary: "new", control: "old" };
    const plan = { ...planFrom("mockToReal", names), description: mark };
    const by = { createdById: "", createdByName: mark, createdAt: at, updatedAt: at };
    const { flag, environment } = names;
    await db().rollout.create({
      data: {
        ...{ id, projectId, key, flag, environment, planVersion: 1, phase: DRAFT.phase, ...by },
        ...{ plan, state: { ...DRAFT } },
      },
    });
    return stored(key, () => db().rollout.findUnique({ where: { id } }));
  },
  deployment: async ({ projectId, mark }) => {
    const [id, at] = [randomUUID(), new Date()];
    await pool().query(
      `INSERT INTO deployment (project_id, event_id, ts, environment, agent, version, author, status)
       VALUES ($1, $2, $3, 'production', '', '1.0.0', $4, 'succeeded')`,
      [projectId, id, at, mark],
    );
    return stored(id, () =>
      db().deploymentReview.findUnique({
        where: { projectId_deploymentId: { projectId, deploymentId: id } },
      }),
    );
  },
  freeze: async ({ projectId, mark }) => {
    const [id, at] = [randomUUID(), new Date()];
    const toAt = new Date(at.getTime() + 3_600_000);
    const what = { reason: mark, byName: mark, createdAt: at };
    await db().freezeWindow.create({ data: { id, projectId, fromAt: at, toAt, ...what } });
    return stored(id, () => db().freezeWindow.findUnique({ where: { id } }));
  },
  "flag-link": async ({ projectId, personId, mark }) => {
    const [id, at] = [randomUUID(), new Date()];
    const of = { flag: "none", environment: "production", tokenHash: id, byId: personId };
    const expiresAt = new Date(at.getTime() + 3_600_000);
    await db().flagLink.create({
      data: { id, projectId, ...of, byName: mark, createdAt: at, expiresAt },
    });
    return stored(id, () => db().flagLink.findUnique({ where: { id } }));
  },
  segment: async ({ projectId, mark }) => {
    const id = randomUUID();
    const key = `segment-${id}`;
    const spec = { key, description: mark, includes: [], excludes: [], when: [] };
    const times = { revision: 1, updatedAt: new Date() };
    await db().segment.create({ data: { id, projectId, key, spec, ...times } });
    return stored(key, () => db().segment.findUnique({ where: { id } }));
  },
  flag: async ({ projectId, mark }) => {
    const [id, at] = [randomUUID(), new Date()];
    const key = `flag-${id}`;
    const environments = {
      production: { isEnabled: true, prerequisites: [], rules: [], serve: { variant: "on" } },
    };
    const spec = {
      ...{ key, description: mark, kind: "boolean", variants: { on: true, off: false } },
      ...{ offVariant: "off", unit: "user", environments },
    };
    const versions = { create: { version: 1, spec, at, byName: mark } };
    const times = { createdAt: at, updatedAt: at };
    await db().flag.create({ data: { id, projectId, key, version: 1, ...times, versions } });
    return stored(key, () => db().flag.findUnique({ where: { id } }));
  },
} satisfies Record<string, Maker>;
