/** Who acts: a person, an API key, the system itself or nobody, and what each may do in a project. */
import { Fault } from "@/lib/core/fault";
import {
  isProjectPermission,
  type Permission,
  type ProjectPermission,
  type Role,
  roleMay,
  type Scope,
  scopesMay,
} from "@/lib/core/roles";

export type Person = {
  readonly kind: "person";
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly isOwner: boolean;
  /** Role by project id. */
  readonly roles: Readonly<Record<number, Role>>;
  /** The sign-in that this is; null where nobody signed in, as in a test. */
  readonly sessionId: string | null;
};

export type Key = {
  readonly kind: "key";
  readonly id: string;
  readonly name: string;
  readonly projectId: number;
  readonly scopes: readonly Scope[];
  /** When set, events are written to this environment only. */
  readonly environment: string | null;
  readonly requestsPerSecond: number;
  /** Who made it, or made the key that made it; null where that is not known, as on the command line. */
  readonly makerId: string | null;
  readonly expiresAt: Date | null;
  /** Empty: from anywhere. */
  readonly allowedAddresses: readonly string[];
};

/** The product's own processes and its command line, which runs with the database's rights already. */
type System = { readonly kind: "system"; readonly id: string; readonly name: string };
export type Nobody = { readonly kind: "nobody"; readonly id: ""; readonly name: "nobody" };

export type Actor = Person | Key | System | Nobody;

export const NOBODY: Nobody = { kind: "nobody", id: "", name: "nobody" };

/** Whether the actor has any standing in a project; without it the project does not exist for them. */
export function belongsTo(actor: Actor, projectId: number): boolean {
  switch (actor.kind) {
    case "system":
      return true;
    case "key":
      return actor.projectId === projectId;
    case "person":
      return actor.isOwner || projectId in actor.roles;
    case "nobody":
      return false;
  }
}

export function roleIn(person: Person, projectId: number): Role | "owner" | undefined {
  return person.isOwner ? "owner" : person.roles[projectId];
}

/** Whoever comes may call these: what counts is the token they bring, which the operation judges. */
const OPEN_WORDS: ReadonlySet<Permission> = new Set(["public", "setup:complete", "link:use"]);

/** Throws unless the actor holds the word: 401 for nobody, 403 for somebody without it. */
export function authorise(actor: Actor, word: Permission, projectId?: number): void {
  if (OPEN_WORDS.has(word) || actor.kind === "system") return;
  if (actor.kind === "nobody") {
    throw new Fault("unauthenticated", "Sign in, or send an API key as `Authorization: Bearer …`");
  }
  const holds = isProjectPermission(word)
    ? projectId !== undefined && mayIn(actor, word, projectId)
    : actor.kind === "person" && (word === "session" || actor.isOwner);
  if (!holds) throw new Fault("forbidden", `This needs the permission ${word}`, { needs: word });
}

function mayIn(actor: Person | Key, word: ProjectPermission, projectId: number): boolean {
  if (actor.kind === "key") {
    return actor.projectId === projectId && scopesMay(actor.scopes, word);
  }
  const role = roleIn(actor, projectId);
  return role !== undefined && roleMay(role, word);
}
