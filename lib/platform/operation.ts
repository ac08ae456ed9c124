/**
 * A query or a command is a value: a permission, an input schema and a function.
 * Doors (HTTP, pages, jobs, command line, tests) open it; none of them can forget the permission,
 * the project, the parsing, the transaction or the audit row, because none of them does any of it.
 */
import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { Fault } from "@/lib/core/fault";
import { masked, maskedText } from "@/lib/core/mask";
import { misfit } from "@/lib/core/misfit/misfit";
import {
  isForKeysOnly,
  isProjectPermission,
  type Permission,
  type ProjectPermission,
} from "@/lib/core/roles";
import { unstorableAt } from "@/lib/core/storable";
import type { Prisma } from "@/prisma/client/client";
import { type Actor, authorise } from "./actor";
import { type Approved, approvalFor, type SecondPerson, spendApproval } from "./approval";
import { beforeCommit, type Db, inTransaction, type Transaction } from "./db";
import type { Pool } from "./pool";
import { type Project, projectFor } from "./project";

/** Who asks, when, from where, and through which connections. There is no other ambient state. */
export type Ctx = {
  readonly actor: Actor;
  readonly now: Date;
  readonly db: Db;
  readonly pool: Pool;
  readonly address: string | null;
  /** What the browser calls itself, where one asked. */
  readonly userAgent?: string | null;
  /** The request that this answers, as the log and the audit log name it; null without one. */
  readonly requestId: string | null;
};
export type ProjectCtx = Ctx & { readonly project: Project };
type CtxOf<P extends Permission> = P extends ProjectPermission ? ProjectCtx : Ctx;

type Opened<P extends Permission, I extends z.ZodType> = {
  readonly ctx: CtxOf<P>;
  readonly input: z.output<I>;
};

export type Operation<P extends Permission, I extends z.ZodType, O> = {
  (ctx: Ctx, input: z.input<I>): Promise<O>;
  readonly may: P;
  readonly input: I;
  readonly writes: boolean;
  /** Everything up to the work itself: permission, project, parsing. Lets a door share one answer among many askers. */
  readonly open: (ctx: Ctx, input: unknown) => Promise<Opened<P, I>>;
  readonly run: (opened: Opened<P, I>) => Promise<O>;
};

type Query<P extends Permission, I extends z.ZodType, O> = {
  may: P;
  input: I;
  run: (ctx: CtxOf<P>, input: z.output<I>) => Promise<O>;
};

/** What the audit log says afterwards; secrets are left out by whoever writes this. */
export type Audit = {
  readonly action: `${string}.${string}`;
  readonly object: { readonly kind: string; readonly id: string };
  readonly before?: Prisma.InputJsonValue;
  readonly after?: Prisma.InputJsonValue;
  readonly reason?: string;
};
type Command<P extends Permission, I extends z.ZodType, O, A> = {
  may: P;
  input: I;
  /** Of a batch: text that cannot be kept is refused by the work itself, part by part. */
  judgesText?: true;
  run: (ctx: CtxOf<P> & { readonly db: Transaction }, input: z.output<I>) => Promise<O>;
  /** Once the writes stand: what must neither hold them up nor undo them, such as mail. Makes the answer. */
  afterwards?: (ctx: CtxOf<P>, output: O) => Promise<A>;
  /** When the act needs a second person: told what would happen, before anything does. */
  secondPerson?: SecondPerson<CtxOf<P>, z.output<I>>;
  /** Writing `null` is a decision, so it has to be written. */
  audit: ((input: z.output<I>, output: O, ctx: CtxOf<P>) => Audit | null) | null;
};

export function query<P extends Permission, I extends z.ZodType, O>({
  may,
  input: schema,
  run,
}: Query<P, I, O>): Operation<P, I, O> {
  return operation(may, schema, false, ({ ctx, input }) => run(ctx, input));
}

export function command<P extends Permission, I extends z.ZodType, O, A = O>({
  may,
  input: schema,
  judgesText,
  run,
  afterwards,
  secondPerson,
  audit,
}: Command<P, I, O, A>): Operation<P, I, A> {
  const act = async ({ ctx, input }: Opened<P, I>): Promise<A> => {
    const approval = secondPerson ? await approvalFor(ctx, may, secondPerson, input) : null;
    const output = await inTransaction(ctx.db, async (tx) => {
      if (approval) await spendApproval(tx, approval, ctx.now);
      const done = await run({ ...ctx, db: tx }, input);
      const entry = audit?.(input, done, ctx);
      if (entry) {
        const data = auditRow(ctx, entry, approval);
        await beforeCommit(tx, (last) => last.auditEntry.create({ data }));
      }
      return done;
    });
    // Without `afterwards` nothing names another answer, so A is O.
    return afterwards ? afterwards(ctx, output) : (output as unknown as A);
  };
  return operation(may, schema, true, act, judgesText);
}

/** What a sender hands over: bytes whose meaning the intake itself judges. */
export type Delivery = {
  readonly body: Buffer;
  readonly contentType: string | null;
  readonly contentEncoding: string | null;
  readonly idempotencyKey: string | null;
};
type IntakeSpec<P extends ProjectPermission, O> = {
  readonly may: P;
  readonly maxBodyBytes: number;
  /** Refuses early, before the body is read: a sender that is too fast, a queue that is full. */
  readonly admit: (ctx: ProjectCtx) => void;
  readonly run: (ctx: ProjectCtx, delivery: Delivery) => Promise<O>;
};
export type Intake<P extends ProjectPermission, O> = Omit<IntakeSpec<P, O>, "admit"> & {
  readonly admit: (ctx: Ctx) => Promise<ProjectCtx>;
};

/**
 * A command for bulk: it takes bytes instead of parsed input, reports on each part instead of
 * refusing the whole, and is its own record, so it writes no audit row.
 */
export function intake<P extends ProjectPermission, O>(spec: IntakeSpec<P, O>): Intake<P, O> {
  return {
    ...spec,
    admit: async (ctx) => {
      const within = await allowed(ctx, spec.may, {});
      if (!("project" in within)) throw new Error("An intake belongs to a project");
      spec.admit(within);
      return within;
    },
  };
}

function operation<P extends Permission, I extends z.ZodType, O>(
  may: P,
  schema: I,
  writes: boolean,
  run: (opened: Opened<P, I>) => Promise<O>,
  judgesText = false,
): Operation<P, I, O> {
  const open = async (ctx: Ctx, input: unknown): Promise<Opened<P, I>> => {
    const within = await allowed(ctx, may, input);
    const asked =
      "project" in within
        ? {
            ...asObject(input),
            ...environmentFor(ctx.actor, schema, input),
            project: within.project.slug,
          }
        : input;
    // The permission decides whether the project is there; TypeScript cannot follow that far.
    return { ctx: within as CtxOf<P>, input: parse(schema, asked, judgesText) };
  };
  const act = async (ctx: Ctx, input: z.input<I>): Promise<O> => run(await open(ctx, input));
  return Object.assign(act, { may, input: schema, writes, open, run });
}

/** A key of one environment sees the figures of that one, wherever a question names an environment. */
function environmentFor(actor: Actor, schema: z.ZodType, input: unknown): { env?: string } {
  const isAsked = "shape" in schema && "env" in (schema.shape as object);
  if (actor.kind !== "key" || actor.environment === null || !isAsked) return {};
  const { environment } = actor;
  const { env = environment } = asObject(input);
  if (env === environment) return { env: environment };
  throw new Fault("forbidden", `This key is for the environment ${environment} only`, {
    field: "env",
  });
}

/** Refuses who may not, and adds the project where the permission is one of a project's. */
async function allowed(ctx: Ctx, may: Permission, input: unknown): Promise<Ctx | ProjectCtx> {
  if (!isProjectPermission(may)) {
    authorise(ctx.actor, may);
    // An operation of the whole instance may be opened from within a project's; it is not about that one.
    const { project: _around, ...outside } = ctx as ProjectCtx;
    return outside;
  }
  const isOut = ctx.actor.kind === "person" && isForKeysOnly(may);
  // Refused alike in every project, so which one is asked about is not looked up.
  if (ctx.actor.kind === "nobody" || isOut) authorise(ctx.actor, may);
  const { project: slug } = asObject(input);
  refuseUnstorable({ project: slug });
  const project = await projectFor(ctx.db, ctx.actor, typeof slug === "string" ? slug : undefined);
  authorise(ctx.actor, may, project.id);
  return { ...ctx, project };
}

const asObject = (input: unknown): Record<string, unknown> =>
  typeof input === "object" && input !== null ? (input as Record<string, unknown>) : {};

function auditRow(
  ctx: Ctx,
  { action, object, before, after, reason }: Audit,
  approval: Approved | null,
): Prisma.AuditEntryUncheckedCreateInput {
  const afterAll = approval ? { ...asObject(after), approvedBy: approval.by } : after;
  return {
    action,
    ...(before !== undefined && { before: withoutSecrets(before) }),
    ...(afterAll !== undefined && { after: withoutSecrets(afterAll) }),
    ...(reason !== undefined && { reason: maskedText(reason) }),
    id: randomUUID(),
    at: ctx.now,
    projectId: "project" in ctx ? (ctx as ProjectCtx).project.id : null,
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
    actorName: ctx.actor.name,
    address: ctx.address,
    sessionId: ctx.actor.kind === "person" ? ctx.actor.sessionId : null,
    requestId: ctx.requestId,
    objectKind: object.kind,
    objectId: object.id,
  };
}

/** A masked copy is JSON as its original is; TypeScript cannot follow that far. */
const withoutSecrets = (value: object | Prisma.InputJsonValue) =>
  masked(value) as Prisma.InputJsonValue;

/** Names the field, what was expected and leaves the rest of the issues in `issues`. */
function parse<I extends z.ZodType>(schema: I, input: unknown, judgesText: boolean): z.output<I> {
  if (!judgesText) refuseUnstorable(input);
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  throw misfit(result.error);
}

/** No operation means what Postgres does not keep. */
function refuseUnstorable(input: unknown): void {
  const path = unstorableAt(input);
  if (!path) return;
  const field = path.join(".");
  throw new Fault("invalid", `${field || "The request"}: holds a character that cannot be kept`, {
    ...(field && { field }),
  });
}
