/** Everybody who tries a route, and what the table of permissions says each must be answered. */
import type { Route } from "@/lib/access/route";
import {
  isForKeysOnly,
  isProjectPermission,
  type Permission,
  type ProjectPermission,
  type Role,
  roleMay,
  SCOPES,
  type Scope,
  scopesMay,
} from "@/lib/core/roles";

/** Where somebody belongs: to the project that is asked about, to another one, or to none. */
type Home = "here" | "elsewhere" | "nowhere";

/** What is wrong with credentials that were good once, or never. */
type Flaw = "unknown" | "forged" | "expired" | "revoked" | "ended" | "idle" | "disabled";

export type Who =
  | { readonly kind: "nobody" }
  | { readonly kind: "person"; readonly home: Home; readonly role: Role | "owner" | null }
  | { readonly kind: "key"; readonly home: Home; readonly scopes: readonly Scope[] }
  | { readonly kind: "former person"; readonly flaw: Flaw }
  | { readonly kind: "former key"; readonly flaw: Flaw }
  /** A key that is good, but not from here. */
  | { readonly kind: "distant key" };

export type Actor = Who & { readonly name: string };

const person = (name: string, role: Role | "owner" | null, home: Home): Actor => ({
  name,
  kind: "person",
  role,
  home,
});
const formerPerson = (name: string, flaw: Flaw): Actor => ({ name, kind: "former person", flaw });
const formerKey = (name: string, flaw: Flaw): Actor => ({ name, kind: "former key", flaw });

/** Each role is the same everywhere: what differs from route to route is the word. */
export const ACTORS: readonly Actor[] = [
  { name: "nobody", kind: "nobody" },
  formerPerson("forged session", "forged"),
  formerPerson("ended session", "ended"),
  formerPerson("expired session", "expired"),
  formerPerson("unused session", "idle"),
  formerPerson("disabled admin", "disabled"),
  person("stranger", null, "nowhere"),
  person("admin of another project", "admin", "elsewhere"),
  person("viewer", "viewer", "here"),
  person("operator", "operator", "here"),
  person("admin", "admin", "here"),
  person("owner", "owner", "here"),
  formerKey("unknown key", "unknown"),
  formerKey("expired key", "expired"),
  formerKey("revoked key", "revoked"),
  { name: "key from elsewhere", kind: "distant key" },
  { name: "key of another project", kind: "key", home: "elsewhere", scopes: SCOPES },
  ...SCOPES.map(
    (scope): Actor => ({ name: `key for ${scope}`, kind: "key", home: "here", scopes: [scope] }),
  ),
];

/** `in`: past the guard, whatever comes of it then. */
export type Verdict = 401 | 403 | 404 | "in";

/** What the table of permissions says, without a look at the route's own code. */
export function verdictOn(route: Route, who: Who): Verdict {
  switch (who.kind) {
    case "nobody":
    case "former person":
      return isOpen(route.needs) ? "in" : 401;
    case "former key":
      return route.blind ? "in" : 401;
    case "distant key":
      return route.blind ? "in" : 403;
    case "person":
      return personVerdict(route.needs, who.role, who.home);
    case "key":
      return keyVerdict(route, who.scopes, who.home);
  }
}

/** Words that no credentials are asked for. */
const isOpen = (word: Permission): boolean =>
  word === "public" || word === "setup:complete" || word === "link:use";

function personVerdict(word: Permission, role: Role | "owner" | null, home: Home): Verdict {
  if (isOpen(word) || word === "session") return "in";
  if (!isProjectPermission(word)) return role === "owner" ? "in" : 403;
  // Where no person may, that is said before the project is looked at.
  if (isForKeysOnly(word)) return 403;
  if (role === null || home !== "here") return 404;
  return roleMay(role, word) ? "in" : 403;
}

function keyVerdict(route: Route, scopes: readonly Scope[], home: Home): Verdict {
  if (isOpen(route.needs)) return "in";
  if (!isProjectPermission(route.needs)) return 403;
  if (home !== "here" && !route.ownProject) return 404;
  return scopesMay(scopes, route.needs) ? "in" : 403;
}

/** Somebody who may do it: the least of the roles, so that a stricter guard shows as well. */
export function allyOf(route: Route): Actor {
  const name = "whoever may";
  const { needs } = route;
  if (isOpen(needs)) return { name, kind: "nobody" };
  if (needs === "session") return { ...person(name, "viewer", "here") };
  if (!isProjectPermission(needs)) return person(name, "owner", "here");
  const role = (["viewer", "operator", "admin", "owner"] as const).find((each) =>
    roleMay(each, needs),
  );
  return role ? person(name, role, "here") : keyWith(name, needs);
}

function keyWith(name: string, word: ProjectPermission): Actor {
  const scopes = SCOPES.filter((scope) => scopesMay([scope], word));
  return { name, kind: "key", home: "here", scopes };
}
