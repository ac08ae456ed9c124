/** What the tables of routes say of each: the permission it must need, and what a right request to it carries. */
import type { Permission } from "@/lib/core/roles";

export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";

/** What a request can name: each kind can be made in a project of one's own and in another's. */
export type ObjectKind =
  | "key"
  | "error"
  | "flag"
  | "flag-link"
  | "segment"
  | "deployment"
  | "freeze"
  | "rollout"
  | "quarantined"
  | "approval"
  | "session"
  | "person"
  | "invitation"
  | "owner-invitation"
  | "alert"
  | "alert-rule"
  | "incident"
  | "budget"
  | "scenario"
  | "silence"
  | "maintenance-window"
  | "channel"
  | "delivery"
  | "schedule"
  | "override"
  | "escalation-policy"
  | "calendar-feed"
  | "runbook"
  | "call"
  | "price"
  | LinkKind;
/** Tokens of single-use links: whoever brings one may. */
export const LINK_KINDS = ["invitation-link", "reset-link"] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** Fields by which somebody might give themselves more than they have. */
export const SMUGGLED = ["role", "projectId", "ownerId", "isOwner"] as const;
export type Smuggled = (typeof SMUGGLED)[number];

type More = {
  /** Which field of the path or the body names an object, and of which kind; in a list, of several. */
  readonly objects?: Readonly<Record<string, ObjectKind | readonly [ObjectKind]>>;
  /** Parts of the path that name no object. */
  readonly at?: Readonly<Record<string, string>>;
  /** What a right request carries beside the project and the objects. `{one}` becomes a new word each time, `{project}` the project's name. */
  readonly search?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** What whoever may gets, where it is not a 2xx. */
  readonly answers?: number;
  /** Fields that look smuggled and are what the route is for. */
  readonly takes?: readonly Smuggled[];
  /** Why there is no field to smuggle anything in. */
  readonly unfielded?: string;
  /** Objects are selected instead of named: another's is left alone, not missed. */
  readonly selects?: true;
  /** The project is the key's own; naming another changes nothing. */
  readonly ownProject?: true;
  /** Nobody's credentials are read: wrong ones are none. */
  readonly blind?: true;
};

export type Route = More & {
  readonly method: Method;
  /** Such as `/api/v1/keys/{id}`; `{...rest}` is one segment or more. */
  readonly path: string;
  readonly needs: Permission;
};

export function route(door: `${Method} /${string}`, needs: Permission, more: More = {}): Route {
  const [method, path = ""] = door.split(" ");
  return { method: method as Method, path, needs, ...more };
}
