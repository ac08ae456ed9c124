/** The routes of spend, budgets, forecasts and reports, with the permission that each must need: a part of the table of routes. */
import { type Route, route } from "./route";

export const SPEND_ROUTES: readonly Route[] = [
  route("GET /api/v1/cost", "telemetry:read"),
  route("GET /api/v1/cost/calls", "telemetry:read"),
  route("GET /api/v1/cost/failures", "telemetry:read"),
  route("GET /api/v1/cost/export", "telemetry:read"),

  route("GET /api/v1/cost/advice", "telemetry:read"),
  route("GET /api/v1/cost/anomalies", "telemetry:read"),
  route("PUT /api/v1/cost/anomalies/{date}", "alerts:acknowledge", {
    at: { date: "2026-01-31" },
    body: { verdict: "expected" },
  }),
  route("GET /api/v1/cost/forecast", "telemetry:read"),
  route("GET /api/v1/cost/forecast/by", "telemetry:read"),

  route("POST /api/v1/cost/what-if", "telemetry:read", { body: { levers: { growth: 2 } } }),
  route("GET /api/v1/cost/what-if/scenarios", "telemetry:read"),
  route("POST /api/v1/cost/what-if/scenarios", "cost:write", {
    // Of a project without a single call there is nothing to reckon with.
    ...{ body: { name: "{one}", levers: { growth: 2 } }, answers: 409 },
  }),
  route("DELETE /api/v1/cost/what-if/scenarios/{id}", "cost:write", {
    objects: { id: "scenario" },
  }),
  route("GET /api/v1/cost/roi", "telemetry:read"),
  route("POST /api/v1/cost/roi/inputs", "cost:write", {
    body: {
      ...{ after: 0, from: "2026-01-31T00:00:00Z", hourlyRateUsd: 60, targetMultiplier: 100 },
      ...{ worth: [], note: "{one}" },
    },
  }),

  route("GET /api/v1/cost/reports", "telemetry:read"),
  route("GET /api/v1/cost/reports/subscriptions", "telemetry:read"),
  route("PUT /api/v1/cost/reports/subscriptions", "cost:write", {
    body: { kind: "weekly", isEnabled: false },
  }),

  route("GET /api/v1/cost/budgets", "telemetry:read"),
  route("POST /api/v1/cost/budgets", "cost:write", {
    body: { scope: "agent", name: "{one}", period: "monthly", amountUsd: "10" },
  }),
  route("PATCH /api/v1/cost/budgets/{id}", "cost:write", {
    objects: { id: "budget" },
    body: { revision: 0, amountUsd: "12.50" },
  }),
  route("DELETE /api/v1/cost/budgets/{id}", "cost:write", { objects: { id: "budget" } }),
];
