/** One object of each kind that a request can name, made straight in the database, and how it stands afterwards. */
import { randomInt, randomUUID } from "node:crypto";
import type { LinkKind, ObjectKind } from "@/lib/access/route";
import { db } from "@/lib/platform/db";
import { hashSecret } from "@/lib/platform/identity";
import { pool } from "@/lib/platform/pool";
import { seal } from "@/lib/platform/seal";
import type { Prisma } from "@/prisma/client/client";
import { FLAG_OBJECTS } from "./flag-objects";
import { type Made, type Maker, type Owner, stored } from "./made";
import { makeCall, makePrice } from "./pricing-objects";

const HOUR_MS = 3_600_000;

/** With the secret that a signing webhook has, sealed as the product seals it. */
async function makeChannel(projectId: number, name: string): Promise<string> {
  const [id, createdAt] = [randomUUID(), new Date()];
  const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
  await db().notificationChannel.create({
    data: {
      ...{ id, projectId, name, kind: "webhook", config: { url: "https://hooks.example.com/x" } },
      ...{ sealed: seal(JSON.stringify({ secret }), "channel"), createdAt, updatedAt: createdAt },
    },
  });
  return id;
}

async function makeSchedule({ projectId, mark }: Owner): Promise<string> {
  const [id, at] = [randomUUID(), new Date()];
  const name = `${mark} ${id}`;
  const spec = { name, zone: "UTC", layers: [] };
  await db().onCallSchedule.create({
    data: { id, projectId, name, spec, createdAt: at, updatedAt: at },
  });
  return id;
}

const MAKERS: Readonly<Record<ObjectKind, Maker>> = {
  key: async ({ projectId, mark }) => {
    const id = randomUUID();
    const hash = hashSecret(id);
    const key = { name: mark, prefix: "wh_matrix", hash, scopes: ["admin"], createdAt: new Date() };
    await db().apiKey.create({ data: { id, projectId, ...key } });
    return stored(id, () => db().apiKey.findUnique({ where: { id } }));
  },
  runbook: async ({ projectId, mark }) => {
    const [id, at] = [randomUUID(), new Date()];
    const slug = `r-${id}`;
    const text = `# ${mark}`;
    await db().runbook.create({
      data: {
        ...{ id, projectId, slug, path: `${slug}.md`, title: mark, facts: {}, revision: 1 },
        ...{ createdAt: at, updatedAt: at },
        versions: {
          create: { id: randomUUID(), number: 1, text, message: "", authorName: mark, at },
        },
      },
    });
    return stored(slug, () =>
      db().runbook.findUnique({ where: { id }, include: { versions: true } }),
    );
  },
  price: async (owner) => {
    const { id, row } = await makePrice(owner);
    return stored(id, row);
  },
  call: async (owner) => {
    const { id, row } = await makeCall(owner);
    return stored(id, row);
  },
  alert: async ({ projectId, mark }) => {
    const [id, startedAt] = [randomUUID(), new Date()];
    const what = { source: "alertmanager", key: id, fingerprint: id, name: mark, kind: "firing" };
    const labels = { alertname: mark };
    await db().alert.create({
      data: { id, projectId, ...what, severity: "high", labels, annotations: {}, startedAt },
    });
    return stored(id, () => db().alert.findUnique({ where: { id } }));
  },
  incident: async ({ projectId, mark }) => {
    const [id, at] = [randomUUID(), new Date()];
    const number = randomInt(1, 2 ** 31);
    const what = { title: mark, severity: "high", status: "investigating", source: "person" };
    await db().incident.create({
      data: { id, projectId, number, ...what, startedAt: at, createdAt: at, declaredByName: mark },
    });
    return stored(id, () => db().incident.findUnique({ where: { id } }));
  },
  budget: async ({ projectId, mark }) => {
    const [id, at] = [randomUUID(), new Date()];
    const what = { scope: "agent", name: id, period: "monthly", amountPicos: 10n ** 13n };
    await db().budget.create({
      data: {
        ...{ id, projectId, ...what, thresholds: [100], channels: [], createdByName: mark },
        ...{ createdAt: at, updatedAt: at },
      },
    });
    const written = { revision: true, removedAt: true, thresholds: true, updatedAt: true } as const;
    return stored(id, () => db().budget.findUnique({ where: { id }, select: written }));
  },
  scenario: async ({ projectId, mark }) => {
    const id = randomUUID();
    const kept = { name: mark, levers: {}, result: {}, byName: mark, createdAt: new Date() };
    await db().costScenario.create({ data: { id, projectId, ...kept } });
    return stored(id, () => db().costScenario.findUnique({ where: { id } }));
  },
  error: async ({ projectId, mark }) => {
    const id = randomUUID();
    await pool().query(
      `INSERT INTO error_group (project_id, fingerprint, agent, provider, error_type, title, n, first_at, last_at, sample)
       VALUES ($1, $2, $3, '', 'Error', $3, 1, now(), now(), '[]')`,
      [projectId, id, mark],
    );
    return stored(id, () => rowOf("error_group", "fingerprint", projectId, id));
  },
  quarantined: async ({ projectId, mark }) => {
    const id = randomUUID();
    await pool().query(
      `INSERT INTO quarantined_event (project_id, id, at, code, message, body)
       VALUES ($1, $2, now(), 'invalid', $3, $4)`,
      [projectId, id, mark, JSON.stringify({ mark })],
    );
    return stored(id, () => rowOf("quarantined_event", "id", projectId, id));
  },
  approval: async ({ projectId, mark }) => {
    const [id, requestedById] = [randomUUID(), randomUUID()];
    const requestedAt = new Date();
    await db().approval.create({
      data: {
        ...{ id, projectId, environment: mark, requestedById, requestedAt },
        // Something that whoever may decide at all could do alone.
        permission: "errors:resolve",
        action: "matrix.try",
        inputHash: id,
        says: mark,
        requestedByKind: "person",
        requestedByName: mark,
        expiresAt: new Date(requestedAt.getTime() + HOUR_MS),
      },
    });
    return stored(id, () => db().approval.findUnique({ where: { id } }));
  },
  session: async ({ personId, mark }) => {
    const [id, at] = [randomUUID(), new Date()];
    const times = { createdAt: at, lastSeenAt: at, expiresAt: new Date(at.getTime() + HOUR_MS) };
    await db().session.create({
      data: { id, personId, method: "password", userAgent: mark, ...times },
    });
    return stored(id, () => db().session.findUnique({ where: { id } }));
  },
  person: async ({ projectId, mark }) => {
    const [id, createdAt] = [randomUUID(), new Date()];
    const memberships = { create: { projectId, role: "viewer", createdAt } };
    await db().person.create({
      data: { id, email: `${mark}.${id}@example.com`, name: mark, createdAt, memberships },
    });
    return stored(id, () =>
      db().person.findUnique({ where: { id }, include: { memberships: true } }),
    );
  },
  silence: async ({ projectId, mark }) => {
    const [id, at] = [randomUUID(), new Date()];
    const matchers = [{ name: "agent", operator: "=", value: mark }];
    const times = { startsAt: at, endsAt: new Date(at.getTime() + HOUR_MS) };
    const made = { createdById: mark, createdByName: mark, createdAt: at, updatedAt: at };
    await db().silence.create({
      data: { id, projectId, matchers, reason: mark, ...times, ...made },
    });
    return stored(id, () => db().silence.findUnique({ where: { id } }));
  },
  "maintenance-window": async ({ projectId, mark }) => {
    const [id, at] = [randomUUID(), new Date()];
    const matchers = [{ name: "agent", operator: "=", value: mark }];
    const dates = { firstAt: null, lastAt: null };
    const spec = { zone: "UTC", from: "22:00", to: "23:00", days: { every: "day" }, ...dates };
    const times = { createdAt: at, updatedAt: at };
    await db().maintenanceWindow.create({
      data: { id, projectId, name: mark, matchers, spec, ...times },
    });
    return stored(id, () => db().maintenanceWindow.findUnique({ where: { id } }));
  },
  ...FLAG_OBJECTS,
  "alert-rule": async ({ projectId, mark }) => {
    const [id, createdAt] = [randomUUID(), new Date()];
    const name = `${mark} ${id}`;
    const spec = { name, severity: "high", signal: { kind: "errorRate" }, threshold: 0.05 };
    await db().alertRule.create({
      data: {
        ...{ id, projectId, name, severity: "high", isEnabled: true, spec },
        ...{ createdAt, updatedAt: createdAt },
      },
    });
    return stored(id, () => db().alertRule.findUnique({ where: { id } }));
  },
  channel: async ({ projectId, mark }) => {
    const id = await makeChannel(projectId, mark);
    return stored(id, () => db().notificationChannel.findUnique({ where: { id } }));
  },
  delivery: async ({ projectId, mark }) => {
    const [id, createdAt] = [randomUUID(), new Date()];
    const channelId = await makeChannel(projectId, mark);
    await db().notification.create({
      data: {
        ...{ id, projectId, channelId, kind: "firing", why: "new", state: "dead", dedupKey: id },
        ...{ notice: { title: mark, why: null }, createdAt, dueAt: createdAt },
      },
    });
    return stored(id, () => db().notification.findUnique({ where: { id } }));
  },
  schedule: async (owner) => {
    const id = await makeSchedule(owner);
    return stored(id, () => db().onCallSchedule.findUnique({ where: { id } }));
  },
  override: async (owner) => {
    const [id, createdAt] = [randomUUID(), new Date()];
    const { personId, mark } = owner;
    const from = new Date(createdAt.getTime() + HOUR_MS);
    const to = new Date(from.getTime() + HOUR_MS);
    const scheduleId = await makeSchedule(owner);
    await db().onCallOverride.create({
      data: { id, scheduleId, personId, from, to, createdByName: mark, createdAt },
    });
    return stored(id, () => db().onCallOverride.findUnique({ where: { id } }));
  },
  "escalation-policy": async ({ projectId, mark }) => {
    const [id, at] = [randomUUID(), new Date()];
    const name = `${mark} ${id}`;
    const target = { kind: "channel", id: "00000000-0000-4000-8000-000000000001" };
    const steps = [{ targets: [target], waitMinutes: 5 }];
    const rules = { repeats: 0, skipsEmpty: true, acknowledgedForMinutes: null };
    const spec = { name, steps, ...rules };
    await db().escalationPolicy.create({
      data: { id, projectId, name, spec, createdAt: at, updatedAt: at },
    });
    return stored(id, () => db().escalationPolicy.findUnique({ where: { id } }));
  },
  "calendar-feed": async ({ projectId, personId }) => {
    const id = randomUUID();
    await db().onCallFeed.create({
      data: { id, projectId, personId, tokenHash: hashSecret(id), createdAt: new Date() },
    });
    return stored(id, () => db().onCallFeed.findUnique({ where: { id } }));
  },
  invitation: ({ projectId, mark }) => makeLink(mark, { kind: "invitation", projectId }),
  "owner-invitation": ({ mark }) => makeLink(mark, { kind: "invitation", isOwner: true }),
  "invitation-link": async ({ projectId, mark }) => {
    const link = { kind: "invitation", projectId } as const;
    return tokenOf(await makeLink(mark, link));
  },
  "reset-link": async (owner) => {
    const { id } = await makeObject("person", owner);
    return tokenOf(await makeLink(owner.mark, { kind: "password-reset", personId: id }));
  },
};

type Link = Partial<Prisma.AccessLinkUncheckedCreateInput>;

/** A link's token is made of its id, so that either is known from the other. */
const tokenFor = (id: string): string => `matrix-${id}`;
const tokenOf = ({ id, state }: Made): Made => ({ id: tokenFor(id), state });

async function makeLink(mark: string, link: Link & { readonly kind: string }): Promise<Made> {
  const [id, createdAt] = [randomUUID(), new Date()];
  await db().accessLink.create({
    data: {
      ...{ id, createdAt, expiresAt: new Date(createdAt.getTime() + HOUR_MS) },
      ...{ tokenHash: hashSecret(tokenFor(id)), email: `${mark}.${id}@example.com` },
      ...(link.kind === "invitation" && !link.isOwner && { role: "viewer" }),
      ...link,
    },
  });
  return stored(id, () => db().accessLink.findUnique({ where: { id } }));
}

const over = () => new Date(Date.now() - HOUR_MS);

/** Tokens that were good once, or never, by what is wrong with them. */
export const DEAD_LINKS: Readonly<Record<string, (kind: LinkKind) => Promise<string>>> = {
  unknown: async () => tokenFor(randomUUID()),
  used: (kind) => deadLink(kind, { usedAt: over() }),
  revoked: (kind) => deadLink(kind, { revokedAt: over() }),
  expired: (kind) => deadLink(kind, { expiresAt: over() }),
  misplaced: (kind) => deadLink(kind === "reset-link" ? "invitation-link" : "reset-link", {}),
};

async function deadLink(kind: LinkKind, flaw: Link): Promise<string> {
  const is = kind === "reset-link" ? "password-reset" : "invitation";
  return tokenFor((await makeLink("dead", { kind: is, ...flaw })).id);
}

export const OBJECT_KINDS = Object.keys(MAKERS) as readonly ObjectKind[];

export const makeObject = (kind: ObjectKind, owner: Owner): Promise<Made> => MAKERS[kind](owner);

async function rowOf(table: string, column: string, projectId: number, id: string) {
  const text = `SELECT * FROM ${table} WHERE project_id = $1 AND ${column}::text = $2`;
  const { rows } = await pool().query<object>(text, [projectId, id]);
  return rows;
}
