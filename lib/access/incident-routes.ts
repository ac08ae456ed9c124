/** The routes of incidents and drills, with the permission that each must need: a part of the table of routes. */
import { type Route, route } from "./route";

const INCIDENT = { objects: { id: "incident" } } as const;
/** Of an incident, and never of another: one that is made for the trial has none of its own. */
const NONE = "00000000-0000-4000-8000-000000000003";

export const INCIDENT_ROUTES: readonly Route[] = [
  route("GET /api/v1/incidents", "incidents:read"),
  route("POST /api/v1/incidents", "incidents:write", {
    body: { title: "{one}", severity: "high" },
  }),
  route("GET /api/v1/incident-markers", "incidents:read"),
  route("GET /api/v1/incidents/{id}", "incidents:read", INCIDENT),
  route("PATCH /api/v1/incidents/{id}", "incidents:write", {
    ...INCIDENT,
    body: { revision: 0, status: "identified" },
  }),
  route("POST /api/v1/incidents/{id}/take-on", "incidents:write", INCIDENT),
  route("POST /api/v1/incidents/{id}/entries", "incidents:write", {
    ...INCIDENT,
    body: { kind: "note", text: "{one}" },
  }),
  route("PUT /api/v1/incidents/{id}/entries/{entry}", "incidents:write", {
    ...{ ...INCIDENT, at: { entry: NONE }, answers: 404 },
    body: { revision: 0, text: "{one}" },
  }),
  route("POST /api/v1/incidents/{id}/alerts", "incidents:write", {
    objects: { id: "incident", alert: "alert" },
  }),
  route("DELETE /api/v1/incidents/{id}/alerts/{alert}", "incidents:write", {
    ...{ ...INCIDENT, at: { alert: NONE }, answers: 404 },
  }),
  route("GET /api/v1/incidents/{id}/runbooks/{runbook}", "incidents:read", {
    ...{ ...INCIDENT, at: { runbook: "high-cost" } },
  }),
  route("POST /api/v1/incidents/{id}/runbooks/{runbook}", "incidents:write", {
    ...{ ...INCIDENT, at: { runbook: "high-cost" } },
  }),
  route("PUT /api/v1/incidents/{id}/runbooks/{runbook}/steps/{step}", "incidents:write", {
    ...{ ...INCIDENT, at: { runbook: "high-cost", step: "steps.1" } },
    body: { text: "{one}", isDone: true },
  }),
  route("POST /api/v1/incidents/{id}/tasks", "incidents:write", {
    ...INCIDENT,
    body: { kind: "action", title: "{one}" },
  }),
  route("PATCH /api/v1/incidents/{id}/tasks/{task}", "incidents:write", {
    ...{ ...INCIDENT, at: { task: NONE }, answers: 404 },
    body: { revision: 0, isDone: true },
  }),
  route("GET /api/v1/incidents/{id}/postmortem", "incidents:read", INCIDENT),
  route("GET /api/v1/incidents/{id}/postmortem/export", "incidents:read", INCIDENT),
  route("PUT /api/v1/incidents/{id}/postmortem", "incidents:write", {
    ...INCIDENT,
    body: { revision: 0, text: "{one}" },
  }),
  route("GET /api/v1/alerts/{id}/incident", "incidents:read", { objects: { id: "alert" } }),
  route("PUT /api/v1/alerts/{id}/verdict", "alerts:acknowledge", {
    objects: { id: "alert" },
    body: { verdict: "noise" },
  }),
  route("GET /api/v1/drills", "incidents:read"),
  route("POST /api/v1/drills", "incidents:write", { body: { scenario: "outage" } }),
  route("POST /api/v1/drills/{id}/sign-off", "incidents:write", {
    ...{ ...INCIDENT, answers: 409 },
    body: { note: "{one}" },
  }),
];
