/** The routes of spend, budgets, forecasts and reports, with the permission that each must need: a part of the table of routes. */
import { type Route, route } from "./route";

export const SPEND_ROUTES: readonly Route[] = [
  route("GET /api/v1/cost", "telemetry:read"),
  route("GET /api/v1/cost/calls", "telemetry:read"),
  route("GET /api/v1/cost/failures", "telemetry:read"),
  route("GET /api/v1/cost/export", "telemetry:read"),
];
