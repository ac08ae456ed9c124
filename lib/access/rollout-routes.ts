/** The routes of rollouts, deployments, segments and the pages of flags, with the permission that each must need: a part of the table of routes. */
import { type Route, route } from "./route";

const ROLLOUT = { objects: { key: "rollout" } } as const;
const SEGMENT = { objects: { key: "segment" } } as const;
const LATER = "2100-01-01T00:00:00Z";
const GATE = { key: "errors", signal: "errors" };
/** Of flags that nobody has: a right request is told so. */
const PLAN = {
  ...{ key: "tried", flag: "none", environment: "production", canary: "new", control: "old" },
  stages: [{ weight: 10, minBakeMs: 60_000, maxBakeMs: 60_000 }],
  gates: [GATE],
};

const FLAG = {
  ...{ key: "tried", kind: "boolean", variants: { on: true, off: false }, offVariant: "off" },
  environments: { production: { serve: { variant: "on" } } },
};

export const ROLLOUT_ROUTES: readonly Route[] = [
  route("GET /api/v1/flag-states", "flags:read"),
  route("POST /api/v1/flags", "flags:write", {
    ...{ body: { flag: FLAG, was: 1 }, answers: 409 },
  }),
  route("GET /api/v1/flags/{key}/drills", "flags:read", { objects: { key: "flag" } }),
  route("POST /api/v1/flags/{key}/drills", "flags:switch", {
    ...{ objects: { key: "flag" }, body: { environment: "production" } },
  }),
  route("GET /api/v1/flags/{key}/links", "flags:read", { objects: { key: "flag" } }),
  route("POST /api/v1/flags/{key}/links", "flags:switch", {
    ...{ objects: { key: "flag" }, body: { environment: "production" } },
  }),
  route("POST /api/v1/flags/{key}/links/{id}/revoke", "flags:switch", {
    ...{ at: { key: "none" }, objects: { id: "flag-link" } },
  }),
  route("POST /api/v1/emergency-links/read", "link:use", {
    ...{ body: { token: "{one}" }, answers: 404 },
  }),
  route("POST /api/v1/emergency-links/use", "link:use", {
    ...{ body: { token: "{one}", reason: "tried" }, answers: 404 },
  }),
  route("POST /api/v1/flags/{key}/restore", "flags:write", {
    objects: { key: "flag" },
    body: { version: 1, was: 1 },
  }),
  route("POST /api/v1/flags/{key}/try", "flags:read", {
    ...{ objects: { key: "flag" }, body: { environment: "production", context: {} } },
    unfielded: "takes a context, in which somebody says of somebody what they like",
  }),
  route("POST /api/v1/flags/{key}/archive", "flags:write", {
    objects: { key: "flag" },
    body: { isArchived: true, reason: "tried" },
  }),
  route("POST /api/v1/flags/{key}/graduate", "flags:write", {
    objects: { key: "flag" },
    body: { keep: "on", was: 1 },
  }),
  route("POST /api/v1/flag-previews", "flags:write", {
    ...{ body: { flag: FLAG, was: 1 }, answers: 409 },
  }),
  route("GET /api/v1/segments", "flags:read"),
  route("POST /api/v1/segments", "flags:write", { body: { segment: { key: "{one}" }, was: null } }),
  route("GET /api/v1/segments/{key}", "flags:read", SEGMENT),
  route("DELETE /api/v1/segments/{key}", "flags:write", SEGMENT),
  route("GET /api/v1/rollouts", "rollouts:read"),
  route("POST /api/v1/rollouts", "rollouts:write", { body: { plan: PLAN }, answers: 409 }),
  route("GET /api/v1/rollouts/{key}", "rollouts:read", ROLLOUT),
  route("PUT /api/v1/rollouts/{key}", "rollouts:write", {
    ...{ ...ROLLOUT, answers: 400 },
    body: { plan: PLAN, revision: 0, reason: "tried" },
  }),
  route("POST /api/v1/rollouts/{key}/acts", "rollouts:write", {
    ...ROLLOUT,
    body: { act: "abort", revision: 0, reason: "tried" },
  }),
  route("PUT /api/v1/rollouts/{key}/rollbacks/{attempt}", "rollouts:write", {
    ...{ ...ROLLOUT, at: { attempt: "1" }, answers: 409 },
    body: { isFalse: true, reason: "{one}" },
  }),
  route("GET /api/v1/rollout-traffic", "rollouts:read", {
    search: { environment: "production" },
  }),
  route("POST /api/v1/rollout-trials", "rollouts:write", { body: { plan: PLAN, days: 1 } }),
  route("POST /api/v1/rollouts/{key}/replay", "rollouts:read", ROLLOUT),
  route("GET /api/v1/deployments", "telemetry:read"),
  route("GET /api/v1/deployments/{id}", "telemetry:read", { objects: { id: "deployment" } }),
  route("PUT /api/v1/deployments/{id}/checklist", "deployments:review", {
    objects: { id: "deployment" },
    body: { revision: 0, points: [{ part: "before", text: "{one}", isDone: true }] },
  }),
  route("POST /api/v1/deployments/{id}/sign-off", "deployments:review", {
    objects: { id: "deployment" },
    body: { revision: 0, note: "{one}" },
  }),
  route("POST /api/v1/freeze-windows", "freezes:write", {
    body: { from: "2099-01-01T00:00:00Z", to: LATER, reason: "{one}" },
  }),
  route("POST /api/v1/freeze-windows/{id}/end", "freezes:write", { objects: { id: "freeze" } }),
];
