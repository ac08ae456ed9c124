/** The first start on an empty database: an administrator and a demo, or the token of the set-up page. */
import { createPerson, createProject, openSetup } from "@/lib/access/commands";
import { createDemo } from "@/lib/demo/commands";
import { db } from "@/lib/platform/db";
import { variable } from "@/lib/platform/env";
import type { Ctx } from "@/lib/platform/operation";
import { pool } from "@/lib/platform/pool";

export type BootstrapOptions = {
  /** The embedded database is a trial: somebody can sign in at once. */
  readonly embedded: boolean;
  readonly demo: boolean;
};

/** What to tell whoever started it; everything null on any later start. */
export type Bootstrapped = {
  /** `password` is null when it came from the environment. */
  readonly admin: { readonly email: string; readonly password: string | null } | null;
  readonly setupToken: string | null;
};

const TRIAL_EMAIL = "admin@wheelhouse.local";
/** Of several replicas that start at once, one makes the administrator. */
const LOCK = 72_707_370;
const NOTHING: Bootstrapped = { admin: null, setupToken: null };

export async function bootstrap(options: BootstrapOptions): Promise<Bootstrapped> {
  const ctx = systemCtx();
  return db().$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK})`;
      if ((await tx.person.count()) > 0) return NOTHING;
      return firstStart({ ...ctx, db: tx }, options);
    },
    { timeout: 30_000, maxWait: 30_000 },
  );
}

async function firstStart(ctx: Ctx, { embedded, demo }: BootstrapOptions): Promise<Bootstrapped> {
  const email = variable("WHEELHOUSE_ADMIN_EMAIL");
  const password = variable("WHEELHOUSE_ADMIN_PASSWORD");
  if (email && password) {
    const admin = await createPerson(ctx, { email, password, isOwner: true });
    await createProject(ctx, DEFAULT_PROJECT);
    if (embedded && demo) await createDemo(ctx, {});
    return { ...NOTHING, admin };
  }
  if (!embedded) return { ...NOTHING, setupToken: (await openSetup(ctx, {})).token };
  const admin = await createPerson(ctx, {
    email: email ?? TRIAL_EMAIL,
    name: "Administrator",
    isOwner: true,
  });
  if (demo) await createDemo(ctx, {});
  else await createProject(ctx, DEFAULT_PROJECT);
  return { ...NOTHING, admin };
}

const DEFAULT_PROJECT = { name: "Default", slug: "default" } as const;

function systemCtx(): Ctx {
  const actor = { kind: "system", id: "bootstrap", name: "first start" } as const;
  return { actor, now: new Date(), db: db(), pool: pool(), address: null, requestId: null };
}
