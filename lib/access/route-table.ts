/** Every route of the API with the permission that it must need: written by hand, never read from the route itself. */
import type { Permission } from "@/lib/core/roles";

export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";

/** What a request can name: each kind can be made in a project of one's own and in another's. */
export type ObjectKind =
  | "key"
  | "error"
  | "quarantined"
  | "approval"
  | "session"
  | "person"
  | "invitation"
  | "owner-invitation"
  | "alert"
  | "alert-rule"
  | "silence"
  | "maintenance-window"
  | "channel"
  | "delivery"
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

function route(door: `${Method} /${string}`, needs: Permission, more: More = {}): Route {
  const [method, path = ""] = door.split(" ");
  return { method: method as Method, path, needs, ...more };
}

const RULE = { name: "{one}", severity: "high", signal: { kind: "errorRate" }, threshold: 0.05 };
const RULE_FILE = "groups: [{ name: g, rules: [{ alert: '{one}', expr: up == 0 }] }]";

const SILENCE = {
  matchers: [{ name: "agent", operator: "=", value: "{one}" }],
  reason: "tried",
  endsAt: "2099-01-01T00:00:00Z",
};
const WINDOW = {
  name: "{one}",
  matchers: SILENCE.matchers,
  spec: {
    ...{ zone: "UTC", from: "22:00", to: "23:00", days: { every: "day" } },
    ...{ firstAt: null, lastAt: null },
  },
};
const READ_LONG_AGO = { was: "2026-01-01T00:00:00Z" };
const AM = "/api/compat/alertmanager";
const AM_SILENCE = {
  matchers: [{ name: "agent", value: "{one}", isRegex: false, isEqual: true }],
  ...{ startsAt: "2026-01-01T00:00:00Z", endsAt: "2099-01-01T00:00:00Z" },
  ...{ createdBy: "{one}", comment: "tried" },
};
const FOREIGN = "takes what programs of others send, and reads from it only what it knows";

/** The tests and `wheelhouse access matrix` try each of them as everybody, and fail on a route that is not here. */
export const ROUTES: readonly Route[] = [
  // Telemetry
  route("POST /api/v1/events", "events:write", {
    ownProject: true,
    body: { events: [] },
    unfielded: "takes a list of events, each judged by a schema of its own",
  }),
  route("GET /api/v1/overview", "telemetry:read"),
  route("GET /api/v1/agents", "telemetry:read"),
  route("GET /api/v1/agents/{agent}", "telemetry:read", { at: { agent: "support" } }),
  route("GET /api/v1/cache", "telemetry:read"),
  route("GET /api/v1/infrastructure", "telemetry:read"),
  route("GET /api/v1/users", "telemetry:read"),
  route("GET /api/v1/arrivals", "telemetry:read"),
  route("GET /metrics", "telemetry:read"),

  // Errors
  route("GET /api/v1/errors", "telemetry:read"),
  route("GET /api/v1/errors/{fingerprint}", "telemetry:read", {
    objects: { fingerprint: "error" },
  }),
  route("POST /api/v1/errors/{fingerprint}/resolve", "errors:resolve", {
    objects: { fingerprint: "error" },
  }),
  route("POST /api/v1/errors/{fingerprint}/reopen", "errors:resolve", {
    objects: { fingerprint: "error" },
    answers: 409,
  }),

  // Alerts
  route("GET /api/v1/alerts", "alerts:read"),
  route("GET /api/v1/alerts/history", "alerts:read"),
  route("GET /api/v1/alerts/{id}", "alerts:read", { objects: { id: "alert" } }),
  route("GET /api/v1/alerts/{id}/deliveries", "alerts:read", { objects: { id: "alert" } }),
  route("POST /api/v1/alerts/{id}/acknowledge", "alerts:acknowledge", {
    objects: { id: "alert" },
  }),
  route("POST /api/v1/alerts/{id}/take-back", "alerts:acknowledge", { objects: { id: "alert" } }),

  // Alert rules
  route("GET /api/v1/alert-rules", "alerts:read"),
  route("POST /api/v1/alert-rules", "rules:write", { body: { rule: RULE } }),
  route("POST /api/v1/alert-rules/backtest", "alerts:read", { body: { rule: RULE, days: 1 } }),
  route("GET /api/v1/alert-rules/export", "alerts:read"),
  route("POST /api/v1/alert-rules/import/preview", "rules:write", { body: { text: RULE_FILE } }),
  route("POST /api/v1/alert-rules/import", "rules:write", {
    body: { text: RULE_FILE, chosen: [0] },
  }),
  route("GET /api/v1/alert-rules/{id}", "alerts:read", { objects: { id: "alert-rule" } }),
  route("PUT /api/v1/alert-rules/{id}", "rules:write", {
    objects: { id: "alert-rule" },
    body: { revision: 0, rule: RULE },
  }),
  route("PATCH /api/v1/alert-rules/{id}", "rules:write", {
    objects: { id: "alert-rule" },
    body: { isEnabled: false },
  }),
  route("DELETE /api/v1/alert-rules/{id}", "rules:write", {
    objects: { id: "alert-rule" },
    body: { reason: "tried" },
  }),
  route("POST /api/v1/alert-rules/{id}/duplicate", "rules:write", {
    objects: { id: "alert-rule" },
  }),
  route("POST /api/v1/alert-rules/{id}/test", "rules:write", { objects: { id: "alert-rule" } }),

  // Silences and maintenance windows
  route("GET /api/v1/silences", "alerts:read"),
  route("POST /api/v1/silences", "silences:write", { body: SILENCE }),
  route("POST /api/v1/silences/preview", "alerts:read", { body: { matchers: SILENCE.matchers } }),
  route("GET /api/v1/silences/{id}", "alerts:read", { objects: { id: "silence" } }),
  route("PUT /api/v1/silences/{id}", "silences:write", {
    objects: { id: "silence" },
    body: { ...SILENCE, ...READ_LONG_AGO },
    answers: 409,
  }),
  route("POST /api/v1/silences/{id}/extend", "silences:write", {
    objects: { id: "silence" },
    body: { forMinutes: 30 },
  }),
  route("POST /api/v1/silences/{id}/end", "silences:write", { objects: { id: "silence" } }),
  route("GET /api/v1/maintenance-windows", "alerts:read"),
  route("POST /api/v1/maintenance-windows", "rules:write", { body: WINDOW }),
  route("POST /api/v1/maintenance-windows/preview", "alerts:read", { body: { spec: WINDOW.spec } }),
  route("PUT /api/v1/maintenance-windows/{id}", "rules:write", {
    objects: { id: "maintenance-window" },
    body: { ...WINDOW, ...READ_LONG_AGO, isEnabled: true },
    answers: 409,
  }),
  route("DELETE /api/v1/maintenance-windows/{id}", "rules:write", {
    objects: { id: "maintenance-window" },
  }),

  // The wires of others
  route(`GET ${AM}/api/v2/alerts`, "alerts:read"),
  route(`POST ${AM}/api/v2/alerts`, "alerts:send", {
    ...{ ownProject: true, answers: 400 },
    unfielded: "takes a list of alerts, each judged by itself",
  }),
  route(`GET ${AM}/api/v2/alerts/groups`, "alerts:read"),
  route(`GET ${AM}/api/v2/silences`, "alerts:read"),
  route(`POST ${AM}/api/v2/silences`, "silences:write", {
    ...{ body: AM_SILENCE, unfielded: FOREIGN },
  }),
  route(`GET ${AM}/api/v2/silence/{id}`, "alerts:read", { objects: { id: "silence" } }),
  route(`DELETE ${AM}/api/v2/silence/{id}`, "silences:write", {
    ...{ objects: { id: "silence" }, unfielded: FOREIGN },
  }),
  route(`GET ${AM}/api/v2/status`, "alerts:read"),
  route(`GET ${AM}/api/v2/receivers`, "alerts:read"),
  route(`POST ${AM}/webhook`, "alerts:send", {
    ...{ ownProject: true, body: { version: "4", alerts: [] }, unfielded: FOREIGN },
  }),
  route("POST /api/compat/pagerduty/v2/enqueue", "alerts:send", {
    ownProject: true,
    body: { event_action: "resolve", dedup_key: "{one}" },
    unfielded: FOREIGN,
  }),

  // Data
  route("GET /api/v1/data", "telemetry:read"),
  route("GET /api/v1/data/reconciliation", "telemetry:read"),
  route("GET /api/v1/quarantine", "telemetry:read"),
  route("GET /api/v1/quarantine/{id}", "telemetry:read", { objects: { id: "quarantined" } }),
  route("POST /api/v1/quarantine/replay", "quarantine:replay", {
    objects: { ids: ["quarantined"] },
    selects: true,
  }),
  route("POST /api/v1/quarantine/discard", "quarantine:replay", {
    objects: { ids: ["quarantined"] },
    selects: true,
  }),
  route("GET /api/v1/demo", "telemetry:read"),
  route("DELETE /api/v1/demo", "demo:remove", { answers: 409 }),

  // Channels and what was told by them
  route("GET /api/v1/channels", "channels:read"),
  route("POST /api/v1/channels", "channels:write", {
    body: { name: "{one}", kind: "webhook", config: { url: "https://hooks.example.com/x" } },
  }),
  route("PATCH /api/v1/channels/{id}", "channels:write", {
    objects: { id: "channel" },
    body: {
      ...{ name: "{one}", revision: 0, wantsResolved: true, fallbackId: null },
      config: { url: "https://hooks.example.com/y" },
    },
  }),
  route("POST /api/v1/channels/{id}/switch", "channels:write", {
    objects: { id: "channel" },
    body: { isEnabled: false },
  }),
  route("POST /api/v1/channels/{id}/test", "channels:write", { objects: { id: "channel" } }),
  route("POST /api/v1/channels/{id}/rotate", "channels:write", { objects: { id: "channel" } }),
  route("POST /api/v1/channels/{id}/remove", "channels:write", { objects: { id: "channel" } }),
  route("PUT /api/v1/notification-policy", "channels:write", { body: { revision: 0, policy: {} } }),
  route("GET /api/v1/deliveries", "channels:read"),
  route("GET /api/v1/deliveries/{id}", "channels:read", { objects: { id: "delivery" } }),
  route("POST /api/v1/deliveries/{id}/replay", "channels:write", { objects: { id: "delivery" } }),
  route("PUT /api/v1/outbound-hosts", "instance:write", { body: { hosts: [] } }),

  // Keys, people, projects
  route("GET /api/v1/keys", "keys:read"),
  route("POST /api/v1/keys", "keys:write", { body: { name: "{one}", scopes: ["admin"] } }),
  route("GET /api/v1/keys/{id}", "keys:read", { objects: { id: "key" } }),
  route("PATCH /api/v1/keys/{id}", "keys:write", {
    objects: { id: "key" },
    body: {
      requestsPerSecond: 100,
      was: { name: "{project}", allowedAddresses: [], requestsPerSecond: 200 },
    },
  }),
  route("GET /api/v1/keys/{id}/traffic", "keys:read", { objects: { id: "key" } }),
  route("POST /api/v1/keys/{id}/rotate", "keys:write", { objects: { id: "key" } }),
  route("POST /api/v1/keys/{id}/revoke", "keys:write", { objects: { id: "key" } }),
  route("GET /api/v1/members", "people:read"),
  route("PUT /api/v1/members", "people:write", {
    body: { email: "{one}@example.com", role: "viewer" },
    answers: 404,
    takes: ["role"],
  }),
  route("GET /api/v1/project", "telemetry:read"),
  route("PATCH /api/v1/project", "project:write", { body: { name: "{one}", revision: 0 } }),
  route("DELETE /api/v1/project", "project:remove", {
    body: { confirm: "{project}", reason: "tried" },
  }),
  route("GET /api/v1/projects", "session"),
  route("POST /api/v1/projects", "instance:write", { body: { name: "{one}" } }),
  route("GET /api/v1/environments", "telemetry:read"),
  route("PUT /api/v1/environments", "environments:write", {
    body: { environment: "{one}", twoPersonRule: false, reason: "tried" },
  }),
  route("GET /api/v1/approvals", "approvals:read"),
  route("POST /api/v1/approvals/{id}/approve", "approvals:decide", {
    objects: { id: "approval" },
    body: { reason: "tried" },
  }),
  route("POST /api/v1/approvals/{id}/refuse", "approvals:decide", {
    objects: { id: "approval" },
    body: { reason: "tried" },
  }),
  route("GET /api/v1/people", "instance:write"),
  route("POST /api/v1/people", "instance:write", {
    body: { email: "{one}@example.com" },
    takes: ["role", "isOwner"],
  }),
  route("POST /api/v1/people/{id}/disable", "instance:write", { objects: { id: "person" } }),
  route("POST /api/v1/people/{id}/enable", "instance:write", { objects: { id: "person" } }),
  route("POST /api/v1/people/{id}/end-sessions", "instance:write", { objects: { id: "person" } }),
  route("PUT /api/v1/people/{id}/owner", "instance:write", {
    objects: { id: "person" },
    body: { isOwner: true },
    takes: ["isOwner"],
  }),
  route("POST /api/v1/people/{id}/remove-codes", "instance:write", {
    objects: { id: "person" },
    body: { reason: "tried" },
  }),
  route("POST /api/v1/people/{id}/reset-link", "instance:write", { objects: { id: "person" } }),
  route("GET /api/v1/people/invitations", "instance:write"),
  route("POST /api/v1/people/invitations", "instance:write", {
    body: { email: "{one}@example.com" },
  }),
  route("POST /api/v1/people/invitations/{id}/renew", "instance:write", {
    objects: { id: "owner-invitation" },
  }),
  route("POST /api/v1/people/invitations/{id}/revoke", "instance:write", {
    objects: { id: "owner-invitation" },
  }),
  route("GET /api/v1/invitations", "people:read"),
  route("POST /api/v1/invitations", "people:write", {
    body: { email: "{one}@example.com", role: "viewer" },
    takes: ["role"],
  }),
  route("POST /api/v1/invitations/{id}/renew", "people:write", { objects: { id: "invitation" } }),
  route("POST /api/v1/invitations/{id}/revoke", "people:write", { objects: { id: "invitation" } }),
  route("GET /api/v1/audit", "audit:read"),
  route("GET /api/v1/audit/export", "audit:read"),
  route("GET /api/v1/audit/instance", "instance:write"),
  route("GET /api/v1/audit/instance/export", "instance:write"),

  // One's own account: whoever is tried has no password and no authenticator
  route("GET /api/v1/profile", "session"),
  route("PATCH /api/v1/profile", "session", { body: { name: "{one}" } }),
  route("POST /api/v1/profile/password", "session", {
    body: { current: "{one}", password: "a {one} of a password" },
    answers: 409,
  }),
  route("POST /api/v1/profile/totp", "session"),
  route("POST /api/v1/profile/totp/confirm", "session", { body: { code: "000000" }, answers: 409 }),
  route("POST /api/v1/profile/totp/disable", "session", { body: { code: "000000" }, answers: 409 }),
  route("POST /api/v1/profile/recovery-codes", "session", {
    body: { code: "000000" },
    answers: 409,
  }),
  route("GET /api/v1/profile/sessions", "session"),
  route("POST /api/v1/profile/sessions/revoke-others", "session"),
  route("POST /api/v1/profile/sessions/{id}/revoke", "session", { objects: { id: "session" } }),

  // The console and the ways in
  route("GET /api/v1/console", "session"),
  route("GET /api/v1/setup", "public"),
  route("POST /api/v1/setup", "setup:complete", {
    body: {
      token: "{one}",
      email: "{one}@example.com",
      password: "a {one} of a password",
      projectName: "{one}",
    },
    answers: 409,
  }),
  // Without a password that will do: what is tried is the link
  route("POST /api/v1/invitations/read", "link:use", { objects: { token: "invitation-link" } }),
  route("POST /api/v1/invitations/accept", "link:use", {
    objects: { token: "invitation-link" },
    answers: 400,
  }),
  route("POST /api/v1/password-reset", "public", { body: { email: "{one}@example.com" } }),
  route("POST /api/v1/password-reset/read", "link:use", { objects: { token: "reset-link" } }),
  route("POST /api/v1/password-reset/set", "link:use", {
    objects: { token: "reset-link" },
    body: { password: "passwordpassword" },
    answers: 400,
  }),
  route("GET /api/auth/csrf", "public"),
  route("POST /api/auth/callback/credentials", "public", {
    body: { email: "{one}@example.com", password: "{one}" },
    answers: 409,
  }),
  // Closed as long as no provider is configured
  route("POST /api/auth/signin/oidc", "public", {
    answers: 404,
    blind: true,
    unfielded: "answers 404 without reading the form",
  }),
  route("GET /api/auth/callback/oidc", "public", { answers: 404, blind: true }),
  route("POST /api/auth/signout", "public", { answers: 409 }),

  // For machines, and whatever is left
  route("GET /api/openapi.json", "public", { blind: true }),
  route("GET /healthz", "public", { blind: true }),
  route("GET /readyz", "public", { blind: true }),
  ...(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const).map((method) =>
    route(`${method} /api/{...rest}`, "public", {
      answers: 404,
      blind: true,
      unfielded: "answers 404 without reading the body",
    }),
  ),
];

/** Pages that open without a session. Every other page leads to the sign-in page. */
export const PUBLIC_PAGES: readonly string[] = [
  "/forgot",
  "/invitation",
  "/reset",
  "/setup",
  "/sign-in",
];
