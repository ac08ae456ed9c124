/** Pages as everybody: a page of the console leads to the sign-in page whoever is not in. */
import { PUBLIC_PAGES } from "@/lib/access/route-table";
import { ACTORS, type Actor } from "./actors";
import { placesOf } from "./addresses";
import { type Answer, type Send, visit } from "./request";
import type { Failure } from "./tries";
import { type Home, makeWorld } from "./world";

/** Keys are for programs: they open no page. */
const isIn = (who: Actor): boolean => who.kind === "person";

export type Page = { readonly address: string; readonly isPublic: boolean };

export const pages = (): Page[] =>
  placesOf("page.tsx").map(({ address }) => ({
    address,
    isPublic: PUBLIC_PAGES.includes(address),
  }));

export async function tryPage({ address, isPublic }: Page, send: Send, elsewhere: Home) {
  const world = await makeWorld(elsewhere);
  const route = `GET ${address}`;
  const failures: Failure[] = [];
  for (const who of ACTORS) {
    const { headers } = await world.caller(who);
    const answer = await send(visit(address.replaceAll(/\{\w+\}/g, "none"), headers));
    const { expected, isRight } = isPublic ? openly(answer) : gated(who, answer);
    const got = `${answer.status} ${answer.location ?? ""}`.trim();
    if (!isRight) failures.push({ route, needs: needsOf(isPublic), who: who.name, expected, got });
  }
  return { tried: ACTORS.length, failures };
}

/** The page, or where there is something better to do: nothing to set up, nobody to sign in. */
const openly = ({ status }: Answer) => ({
  expected: "the page, or a way on",
  isRight: status === 200 || status === 307,
});

function gated(who: Actor, { status, location }: Answer) {
  const isAway = status === 307 && /^(?:https?:\/\/[^/]+)?\/sign-in(?:\?|$)/.test(location ?? "");
  return isIn(who)
    ? { expected: "the page", isRight: status === 200 }
    : { expected: "the sign-in page", isRight: isAway };
}

export const needsOf = (isPublic: boolean): string => (isPublic ? "public" : "session");
