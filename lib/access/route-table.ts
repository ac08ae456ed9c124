/** Every route of the API with the permission that it must need: written by hand, never read from the route itself. */
import { ALERT_ROUTES } from "./alert-routes";

import { INCIDENT_ROUTES } from "./incident-routes";
import { PRICING_ROUTES } from "./pricing-routes";
import { ROLLOUT_ROUTES } from "./rollout-routes";
import { type Route, route } from "./route";
import { RUNBOOK_ROUTES } from "./runbook-routes";
import { SPEND_ROUTES } from "./spend-routes";

const CONTEXT = { context: { targetingKey: "{one}" } };

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

  ...SPEND_ROUTES,
  ...ALERT_ROUTES,
  ...RUNBOOK_ROUTES,
  ...INCIDENT_ROUTES,
  ...PRICING_ROUTES,
  ...ROLLOUT_ROUTES,

  // Flags
  route("GET /api/v1/flags", "flags:read"),
  route("GET /api/v1/flags/{key}", "flags:read", { objects: { key: "flag" } }),
  route("POST /api/v1/flags/{key}/switch", "flags:switch", {
    objects: { key: "flag" },
    body: { environment: "production", isEnabled: false, reason: "tried" },
  }),
  route("POST /ofrep/v1/evaluate/flags", "flags:evaluate", {
    ownProject: true,
    body: CONTEXT,
    unfielded: "takes the protocol's context, in which programs say of somebody what they like",
  }),
  route("POST /ofrep/v1/evaluate/flags/{key}", "flags:evaluate", {
    ownProject: true,
    at: { key: "none" },
    body: CONTEXT,
    answers: 404,
    unfielded: "takes the protocol's context, in which programs say of somebody what they like",
  }),

  // Data
  route("GET /api/v1/data", "telemetry:read"),
  route("GET /api/v1/data/reconciliation", "telemetry:read"),
  route("GET /api/v1/data/recovery", "telemetry:read"),
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
  "/a/{token}",
  "/e/{token}",
  "/forgot",
  "/invitation",
  "/reset",
  "/setup",
  "/sign-in",
];
