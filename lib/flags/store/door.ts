/** Opens the evaluation of flags to requests of any server: judges who asks, reads what for, and never throws. */
import { answerAll, answerOne, contextIn, failure, type Live, type Reply } from "@/lib/flags/ofrep";
import { openFlags } from "@/lib/flags/queries";
import type { Actor } from "@/lib/platform/actor";
import { ctxOf, type Door, guarded, problemOf } from "@/lib/platform/http";
import { bytesOf } from "@/lib/platform/http-intake";
import { type HeadersLike, headerOf } from "@/lib/platform/identity";
import { noteAsked, noteServing } from "./drills";
import { noteAsker, noteExposures } from "./exposures";
import { refreshFlags } from "./live";
import { streamPath } from "./stream";

const MAX_BODY_BYTES = 64 * 1_024;

export type FlagsAsked = {
  readonly headers: HeadersLike;
  readonly search: URLSearchParams;
  /** Null: all flags. */
  readonly key: string | null;
  /** The body, or a Fault where it is longer. */
  readonly read: (limit: number) => Promise<Buffer>;
  /** Refuses a session's request that comes from another site. */
  readonly ownSite?: (actor: Actor) => void;
};

export async function evaluateFor(asked: FlagsAsked): Promise<Reply> {
  try {
    const ctx = await ctxOf(asked);
    asked.ownSite?.(ctx.actor);
    const { search } = asked;
    const [project, env] = [search.get("project"), search.get("env")];
    const where = { ...(project !== null && { project }), ...(env !== null && { env }) };
    // A key's project is its own; a person has to name one, which opening checks.
    const opened = await openFlags.open(ctx, where);
    const body = parsed(await asked.read(MAX_BODY_BYTES));
    if ("trouble" in body) return failure(400, asked.key, "PARSE_ERROR", body.trouble);
    const live = await fresh(opened, search);
    const { id: projectId } = opened.ctx.project;
    const reply = answerTo(asked, live, body.value, projectId, opened.input.env);
    const { env: environment } = opened.input;
    noteExposures(projectId, environment, reply);
    const { actor } = opened.ctx;
    noteAsker({ projectId, environment, actor, key: asked.key }, reply.status);
    noteDrilled(asked, { projectId, environment, status: reply.status });
    return reply;
  } catch (error) {
    return refusal(error, asked);
  }
}

type Where = { readonly projectId: number; readonly environment: string; readonly status: number };

/** What a drill of the kill switch measures: who comes with news, and who with what is old by now. */
function noteDrilled({ headers, search }: FlagsAsked, { status, ...where }: Where): void {
  const told = toldIn(search);
  const hadOlder = status === 200 && headerOf(headers, "if-none-match") !== undefined;
  noteServing();
  if (told > 0 || hadOlder) noteAsked({ ...where, told, hadOlder });
}

const toldIn = (search: URLSearchParams): number => {
  const told = Number(search.get("flagConfigEtag") ?? 0);
  return Number.isInteger(told) ? told : 0;
};

type Opened = Awaited<ReturnType<typeof openFlags.open>>;

/** Who was told of a change by another replica must not be given what this one still holds. */
async function fresh(opened: Opened, search: URLSearchParams): Promise<Live> {
  const live = await openFlags.run(opened);
  if (toldIn(search) <= live.revision) return live;
  await refreshFlags(opened.ctx.project.id);
  return openFlags.run(opened);
}

function answerTo(
  { headers, key }: FlagsAsked,
  live: Live,
  body: unknown,
  projectId: number,
  environment: string,
): Reply {
  const told = contextIn(body);
  if (told.context === null) return failure(400, key, "INVALID_CONTEXT", told.errorDetails);
  if (key !== null) return answerOne(live, key, told.context);
  const ifNoneMatch = headerOf(headers, "if-none-match");
  const stream = () => streamPath(projectId, environment);
  return answerAll(live, { context: told.context, ifNoneMatch, stream });
}

function parsed(bytes: Buffer): { readonly value: unknown } | { readonly trouble: string } {
  try {
    return { value: JSON.parse(bytes.toString("utf8")) };
  } catch {
    return { trouble: "The body is not JSON" };
  }
}

/** Every refusal in the protocol's words; what is our bug was logged and tells nothing. */
function refusal(error: unknown, { key, headers }: FlagsAsked): Reply {
  const { status, headers: more, body } = problemOf(error, "/ofrep", headers);
  const retry = (more as Readonly<Record<string, string>>)["retry-after"];
  // A zero is read as a date long gone, and no pause.
  const wait = retry === undefined ? {} : { "retry-after": String(Math.max(1, Number(retry))) };
  return failure(status, key, "GENERAL", body.title, wait);
}

/** The same through Next, which the web process comes before. */
export function evaluationDoor(): Door {
  return guarded(openFlags.may, async (request, context) => {
    const { key } = await context.params;
    const { status, headers, body } = await evaluateFor({
      headers: request.headers,
      search: new URL(request.url).searchParams,
      key: typeof key === "string" ? key : null,
      read: (limit) => bytesOf(request, limit),
    });
    return new Response(body === null ? null : JSON.stringify(body), { status, headers });
  });
}
