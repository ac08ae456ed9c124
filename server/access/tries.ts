/** Tries one route as everybody, and says where an answer is not what the table of permissions says. */
import { randomUUID } from "node:crypto";
import {
  LINK_KINDS,
  type ObjectKind,
  type Route,
  SMUGGLED,
  type Smuggled,
} from "@/lib/access/route";
import { isProjectPermission, SCOPES, scopesMay } from "@/lib/core/roles";
import { ACTORS, type Actor, allyOf, type Verdict, verdictOn } from "./actors";
import type { Made } from "./made";
import { DEAD_LINKS } from "./objects";
import { type Answer, type Asked, nameOf, requestTo, type Send, writes } from "./request";
import { type Caller, type Home, makeWorld, type World } from "./world";

export type Failure = {
  readonly route: string;
  readonly needs: string;
  /** Who tried, and what. */
  readonly who: string;
  readonly expected: string;
  readonly got: string;
};
export type Outcome = { readonly tried: number; readonly failures: readonly Failure[] };

/** One try: null where it went as it must, else what must have been and what was. */
type Complaint = { readonly expected: string; readonly got: string } | null;
type Try = { readonly who: string; readonly run: () => Promise<Complaint> };

export async function tryRoute(route: Route, send: Send, elsewhere: Home): Promise<Outcome> {
  const world = await makeWorld(elsewhere);
  const place = { route, world, send };
  const { refused, letIn } = await actorTries(place);
  // What changes nothing comes first: whatever the others do cannot be the reason for a refusal.
  const tries = [
    ...foreignTries(place),
    ...smuggledTries(place),
    ...siteTries(place),
    ...linkTries(place),
    ...refused,
    ...allyTries(place),
    ...letIn,
  ];
  const failures: Failure[] = [];
  for (const { who, run } of tries) {
    const complaint = await run();
    if (complaint) failures.push({ route: nameOf(route), needs: route.needs, who, ...complaint });
  }
  return { tried: tries.length, failures };
}

type Place = { readonly route: Route; readonly world: World; readonly send: Send };

/** Everybody of the table, each with credentials of their own, on an object that is there. */
async function actorTries(place: Place): Promise<{ refused: Try[]; letIn: Try[] }> {
  const { route, world } = place;
  const shared = await objectsIn(place, world.here, await world.caller(allyOf(route)));
  const isLetIn = (who: Actor) => verdictOn(route, who) === "in";
  const tryAs = (who: Actor): Try => ({
    who: who.name,
    run: async () => {
      const caller = await world.caller(who);
      const objects = isLetIn(who) ? await objectsIn(place, world.here, caller) : shared;
      const answer = await ask(place, { headers: caller.headers, objects });
      return judged(place, who, verdictOn(route, who), answer);
    },
  });
  return {
    refused: ACTORS.filter((who) => !isLetIn(who)).map(tryAs),
    letIn: ACTORS.filter(isLetIn).map(tryAs),
  };
}

function judged(place: Place, who: Actor, verdict: Verdict, answer: Answer): Complaint {
  const got = String(answer.status);
  if (verdict !== "in") return answer.status === verdict ? null : { expected: `${verdict}`, got };
  return (
    refusalIn(place.route, answer) ?? leakIn(place.world, who, answer) ?? oddIn(place, who, answer)
  );
}

function refusalIn({ answers }: Route, { status }: Answer): Complaint {
  const got = String(status);
  if (status === 401 || status === 403) return { expected: "to be let through", got };
  const isBroken = status >= 500 && status !== answers;
  return isBroken ? { expected: "to be let through, not to break", got } : null;
}

/** The owner and those of the other project see it by right. */
function leakIn(
  { elsewhere }: World,
  who: Actor,
  { status, text }: Omit<Answer, "location">,
): Complaint {
  const isEntitled = isAway(who) || (who.kind === "person" && who.role === "owner");
  if (isEntitled || !text.includes(elsewhere.mark)) return null;
  return { expected: "nothing of another project", got: `${status} with something of it` };
}

/** A read that was let through gives what there is; what a write is worth, whoever may shows. */
function oddIn({ route }: Place, who: Actor, { status }: Answer): Complaint {
  if (writes(route) || isAway(who) || isAnswer(route, status)) return null;
  return { expected: rightAnswer(route), got: String(status) };
}

const isAway = (who: Actor): boolean => "home" in who && who.home !== "here";

const isAnswer = ({ answers }: Route, status: number): boolean =>
  answers === undefined ? status >= 200 && status < 300 : status === answers;
const rightAnswer = ({ answers }: Route): string => String(answers ?? "2xx");

/** Whoever may, asking rightly, gets it: without that the refusals would prove nothing. */
function allyTries(place: Place): Try[] {
  const { route, world } = place;
  const run = async () => {
    const ally = await world.caller(allyOf(route));
    const objects = await objectsIn(place, world.here, ally);
    const { status, text } = await ask(place, { headers: ally.headers, objects });
    const got = `${status} ${isAnswer(route, status) ? "" : text.slice(0, 300)}`.trim();
    return isAnswer(route, status) ? null : { expected: rightAnswer(route), got };
  };
  return [{ who: "whoever may, on an own object", run }];
}

/** Whoever may, naming an object of another project: it is not there, and stays as it is. */
function foreignTries(place: Place): Try[] {
  const { route } = place;
  const word = route.needs;
  // The instance owner's acts are about everybody.
  if (!isProjectPermission(word) && word !== "session") return [];
  const key = SCOPES.find((scope) => isProjectPermission(word) && scopesMay([scope], word));
  const allies: Actor[] = [allyOf(route)];
  if (key && allies[0]?.kind === "person")
    allies.push({ name: `key for ${key}`, kind: "key", home: "here", scopes: [key] });
  return Object.keys(route.objects ?? {}).flatMap((field) =>
    allies.map((ally) => ({
      who: `${ally.name}, with another's ${field}`,
      run: () => tryForeign(place, ally, field),
    })),
  );
}

async function tryForeign(place: Place, who: Actor, field: string): Promise<Complaint> {
  const { route, world } = place;
  const caller = await world.caller(who);
  const other = await world.caller({ ...who, name: "another", ...elsewhere(who) });
  const kind = kindOf(route, field);
  const foreign = await world.object(kind, world.elsewhere, other.personId);
  const before = await foreign.state();
  const objects = {
    ...(await objectsIn(place, world.here, caller)),
    [field]: isList(route, field) ? [foreign.id] : foreign.id,
  };
  const { status, text } = await ask(place, { headers: caller.headers, objects });
  const got = String(status);
  if ((await foreign.state()) !== before) return { expected: "it untouched", got: "it changed" };
  const leak = leakIn(world, who, { status, text });
  if (leak) return leak;
  if (route.selects) return isAnswer(route, status) ? null : { expected: rightAnswer(route), got };
  return status === 404 ? null : { expected: "404", got };
}

const elsewhere = (who: Actor): object => ("home" in who ? { home: "elsewhere" } : {});

const SMUGGLED_VALUES: Readonly<Record<Smuggled, () => unknown>> = {
  role: () => "admin",
  projectId: () => 1,
  ownerId: () => randomUUID(),
  isOwner: () => true,
};

/** A right request with one field too many is refused, and the field is named. */
function smuggledTries(place: Place): Try[] {
  const { route, world } = place;
  if (!writes(route) || route.unfielded !== undefined) return [];
  return SMUGGLED.filter((field) => !route.takes?.includes(field)).map((field) => ({
    who: `whoever may, smuggling ${field}`,
    run: async () => {
      const ally = await world.caller(allyOf(route));
      const objects = await objectsIn(place, world.here, ally);
      const extra = { [field]: SMUGGLED_VALUES[field]() };
      const { status, text } = await ask(place, { headers: ally.headers, objects, extra });
      if (status === 400 && namesField(text, field)) return null;
      return { expected: `400 that names ${field}`, got: `${status} ${text.slice(0, 120)}` };
    },
  }));
}

type Issue = { readonly field?: string; readonly message?: string };
type Problem = Issue & { readonly issues?: readonly Issue[] };

function namesField(text: string, field: string): boolean {
  const { issues = [], ...problem } = JSON.parse(text) as Problem;
  const isIts = (one: Issue) => one.field === field || one.message?.includes(`"${field}"`);
  return [problem, ...issues].some(isIts);
}

/** A session's write from another site's page, or from something that does not say, is refused whoever it is. */
function siteTries(place: Place): Try[] {
  const { route, world } = place;
  if (!writes(route)) return [];
  return (["another site", "nowhere"] as const).map((from) => ({
    who: `owner, from ${from}`,
    run: async () => {
      const owner = await world.caller({
        name: "owner",
        kind: "person",
        home: "here",
        role: "owner",
      });
      const objects = await objectsIn(place, world.here, owner);
      const { status } = await ask(place, { headers: owner.headers, objects, from });
      return status === 403 ? null : { expected: "403", got: String(status) };
    },
  }));
}

/** A link that is none any more, or never was, lets nobody in. */
function linkTries(place: Place): Try[] {
  return Object.keys(place.route.objects ?? {}).flatMap((field) => {
    const kind = LINK_KINDS.find((each) => each === kindOf(place.route, field));
    if (!kind) return [];
    return Object.entries(DEAD_LINKS).map(([flaw, make]) => ({
      who: `nobody, with a link that is ${flaw}`,
      run: async () => {
        const { status } = await ask(place, {
          headers: {},
          objects: { [field]: await make(kind) },
        });
        return status === 403 ? null : { expected: "403", got: String(status) };
      },
    }));
  });
}

type Question = {
  readonly headers: Caller["headers"];
  readonly objects: Readonly<Record<string, string | readonly string[]>>;
  readonly extra?: object;
  readonly from?: Asked["from"];
};
const ask = ({ route, world, send }: Place, question: Question): Promise<Answer> =>
  send(requestTo(route, { project: world.here.slug, ...question }));

const isList = (route: Route, field: string): boolean => Array.isArray(route.objects?.[field]);

function kindOf(route: Route, field: string): ObjectKind {
  const [kind] = [route.objects?.[field] ?? []].flat();
  if (!kind) throw new Error(`${nameOf(route)} names no object in ${field}`);
  return kind;
}

async function objectsIn({ route, world }: Place, home: Home, { personId }: Caller) {
  const made: [string, Made][] = [];
  for (const field of Object.keys(route.objects ?? {}))
    made.push([field, await world.object(kindOf(route, field), home, personId)]);
  return Object.fromEntries(
    made.map(([field, { id }]) => [field, isList(route, field) ? [id] : id]),
  );
}
