/** Who may do what: one table of permission words, the roles that hold them and the key scopes that grant them. */

export const ROLES = ["viewer", "operator", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** `import` may write events older than the ingestion window; it is granted beside `ingest`, never instead. */
export const SCOPES = [
  "ingest",
  "import",
  "read",
  "flags:evaluate",
  "flags:write",
  "alerts",
  "admin",
] as const;
export type Scope = (typeof SCOPES)[number];

type Grant = {
  /** The least role that holds the word; `owner` is the instance owner only. */
  readonly from: Role | "owner" | "nobody";
  readonly scopes: readonly Scope[];
  /** One phrase, completing "may …". */
  readonly says: string;
};

const grant = (from: Grant["from"], says: string, scopes: readonly Scope[] = []): Grant => ({
  from,
  scopes,
  says,
});

/** Words that hold inside one project. */
export const PROJECT_PERMISSIONS = {
  "events:write": grant("nobody", "send events", ["ingest"]),
  "telemetry:read": grant("viewer", "see dashboards", ["read"]),
  "errors:resolve": grant("operator", "mark an error resolved or open", ["admin"]),
  "flags:read": grant("viewer", "see flags and their history", ["read", "flags:write", "admin"]),
  "flags:evaluate": grant("viewer", "evaluate flags", ["flags:evaluate"]),
  "flags:switch": grant("operator", "switch flags off and on", ["flags:write", "admin"]),
  "flags:write": grant("admin", "change flags", ["flags:write", "admin"]),
  "rollouts:read": grant("viewer", "see rollouts and their evidence", [
    "read",
    "flags:write",
    "admin",
  ]),
  "rollouts:write": grant("operator", "plan, start, promote, pause and roll back rollouts", [
    "flags:write",
    "admin",
  ]),
  "deployments:review": grant("operator", "check deployments off and sign them off", ["admin"]),
  "freezes:write": grant("admin", "open and end freeze windows", ["admin"]),
  "alerts:send": grant("nobody", "send alerts of other systems", ["alerts"]),
  "alerts:read": grant("viewer", "see alerts, rules, silences and who is on call", [
    "read",
    "alerts",
  ]),
  "alerts:acknowledge": grant("operator", "acknowledge alerts", ["admin"]),
  "incidents:read": grant("viewer", "see incidents, postmortems and drills", ["read"]),
  "incidents:write": grant("operator", "declare incidents, work in them and run drills", ["admin"]),
  "silences:write": grant("operator", "silence alerts and end silences", ["alerts", "admin"]),
  "rules:write": grant("admin", "change alert rules", ["admin"]),
  "channels:read": grant("admin", "see where notifications go", ["admin"]),
  "channels:write": grant("admin", "change where notifications go", ["admin"]),
  "on-call:override": grant("operator", "take over and swap shifts"),
  "on-call:write": grant("admin", "change schedules and escalation policies", ["admin"]),
  "runbooks:read": grant("viewer", "read runbooks", ["read"]),
  "runbooks:write": grant("operator", "write, bring and remove runbooks", ["admin"]),
  "cost:write": grant("admin", "set budgets, reports and what results are worth", ["admin"]),
  "quarantine:replay": grant("admin", "replay or discard rejected events", ["admin"]),
  "prices:write": grant("admin", "change prices and price stored calls anew", ["admin"]),
  "project:write": grant("admin", "change the project's settings and retention", ["admin"]),
  "project:remove": grant("owner", "remove a project with everything in it"),
  "keys:read": grant("admin", "see API keys", ["admin"]),
  "keys:write": grant("admin", "create and revoke API keys", ["admin"]),
  "approvals:read": grant("operator", "see acts that wait for a second person"),
  "approvals:decide": grant("operator", "approve or refuse an act as its second person"),
  "environments:write": grant("admin", "say which environments need a second person"),
  "people:read": grant("admin", "see who belongs to the project"),
  "people:write": grant("admin", "change what somebody may do in the project"),
  "audit:read": grant("admin", "read the audit log", ["admin"]),
  "demo:remove": grant("admin", "remove the demo project"),
} as const satisfies Record<string, Grant>;

/** Words that hold for the whole instance. */
export const INSTANCE_PERMISSIONS = {
  public: { from: "anybody", says: "be called by anybody" },
  "setup:complete": { from: "token", says: "complete the first set-up with the one-time token" },
  "link:use": { from: "token", says: "be called with a single-use link" },
  session: { from: "person", says: "be called by any signed-in person" },
  "instance:write": { from: "owner", says: "add projects and people" },
} as const;

export type ProjectPermission = keyof typeof PROJECT_PERMISSIONS;
type InstancePermission = keyof typeof INSTANCE_PERMISSIONS;
export type Permission = ProjectPermission | InstancePermission;

export const isProjectPermission = (word: Permission): word is ProjectPermission =>
  word in PROJECT_PERMISSIONS;

/** Whether a role holds a project word. The instance owner holds everything a person can hold. */
export function roleMay(role: Role | "owner", word: ProjectPermission): boolean {
  const { from } = PROJECT_PERMISSIONS[word] as Grant;
  if (from === "nobody") return false;
  if (role === "owner") return true;
  return from !== "owner" && ROLES.indexOf(role) >= ROLES.indexOf(from);
}

/** Words that no person holds, whatever their role: programs have keys for them. */
export const isForKeysOnly = (word: ProjectPermission): boolean =>
  (PROJECT_PERMISSIONS[word] as Grant).from === "nobody";

/** Whether a key with these scopes holds a project word. */
export function scopesMay(scopes: readonly Scope[], word: ProjectPermission): boolean {
  return (PROJECT_PERMISSIONS[word] as Grant).scopes.some((scope) => scopes.includes(scope));
}

/** Every project word a role holds, for the interface to know what to offer. */
export function permissionsOf(role: Role | "owner"): ProjectPermission[] {
  const words = Object.keys(PROJECT_PERMISSIONS) as ProjectPermission[];
  return words.filter((word) => roleMay(role, word));
}
