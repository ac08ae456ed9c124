/** Holds the routes that are there against the table of what they must need, and says what to add where. */
import type { Method, Route } from "@/lib/access/route";
import { paramsIn } from "./addresses";
import { nameOf, writes } from "./request";

/** A route as its file has it; `may` is what its own operation names. */
export type Door = { readonly method: Method; readonly address: string; readonly may?: string };

const TABLE = "lib/access/route-table.ts";

/** One sentence for each thing that does not fit; none when all do. */
export const disagreements = (doors: readonly Door[], routes: readonly Route[]): string[] => [
  ...doors.flatMap((door) => missing(door, routes)),
  ...doors.flatMap((door) => differing(door, routes)),
  ...routes.flatMap((route) => orphaned(route, doors, routes)),
  ...routes.flatMap(unnamed),
];

/** A route that takes any rest has a row for itself, or one for each address that means something. */
function isAbout({ method, path }: Route, door: Door, routes: readonly Route[]): boolean {
  if (method !== door.method) return false;
  if (path === door.address) return true;
  const isWhole = routes.some((each) => each.path === door.address);
  return !isWhole && door.address.includes("{...") && paramsIn(door.address, path) !== null;
}

function missing(door: Door, routes: readonly Route[]): string[] {
  if (routes.some((route) => isAbout(route, door, routes))) return [];
  const name = `${door.method} ${door.address}`;
  const ids = [...door.address.matchAll(/\{(\w+)\}/g)].map(([, field]) => field);
  const objects = ids.length > 0 ? `objects: { ${ids.map((id) => `${id}: "…"`).join(", ")} }` : "";
  const body = writes(door) ? "body: { … }" : "";
  const more = [objects, body].filter(Boolean).join(", ");
  return [
    `${name} is not in ${TABLE}. Add route("${name}", "<the word of lib/core/roles.ts that it must need>"${
      more && `, { ${more} }`
    }), then run \`npm run docs:access\`.`,
  ];
}

function differing(door: Door, routes: readonly Route[]): string[] {
  return routes
    .filter((route) => isAbout(route, door, routes) && route.needs !== door.may)
    .map(
      (route) =>
        `${nameOf(route)} must need ${route.needs}, says ${TABLE}; its operation names ${door.may ?? "no permission"}. Decide which is right and change the other.`,
    );
}

function orphaned(route: Route, doors: readonly Door[], routes: readonly Route[]): string[] {
  const twins = routes.filter((each) => nameOf(each) === nameOf(route));
  if (twins.length > 1) return [`${nameOf(route)} stands ${twins.length} times in ${TABLE}.`];
  if (doors.some((door) => isAbout(route, door, routes))) return [];
  return [`${nameOf(route)} is in ${TABLE}, and no file in app/ answers it: take it out.`];
}

/** An id that the table does not explain would be tried as somebody else's by nobody. */
function unnamed(route: Route): string[] {
  const known = new Set(["project", ...Object.keys({ ...route.objects, ...route.at })]);
  return [...route.path.matchAll(/\{(\w+)\}/g)]
    .filter(([, field = ""]) => !known.has(field))
    .map(
      ([, field]) =>
        `${nameOf(route)}: say in ${TABLE} what {${field}} names, as objects: { ${field}: "<kind>" } or, where it is no object, as at: { ${field}: "<a value>" }.`,
    );
}
