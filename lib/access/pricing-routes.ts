/** The routes of prices, with the permission that each must need: a part of the table of routes. */
import { type Route, route } from "./route";

const PRICE = {
  provider: "openai",
  model: "model-{one}",
  from: "2026-01-01T00:00:00Z",
  terms: { rates: { input: { perMillion: "1" } } },
} as const;
const ONE = { objects: { id: "price" } } as const;

export const PRICING_ROUTES: readonly Route[] = [
  route("GET /api/v1/pricing", "telemetry:read"),
  route("GET /api/v1/pricing/clients", "telemetry:read"),
  route("GET /api/v1/pricing/calls", "telemetry:read", {
    search: { provider: "openai", model: "gpt-4o-mini" },
  }),
  route("GET /api/v1/pricing/calls/{id}", "telemetry:read", { objects: { id: "call" } }),
  route("POST /api/v1/pricing/example", "prices:write", { body: PRICE }),
  route("POST /api/v1/pricing/preview", "prices:write", { body: PRICE }),
  route("POST /api/v1/pricing/prices", "prices:write", { body: { ...PRICE, reason: "tried" } }),
  route("POST /api/v1/pricing/prices/{id}/end", "prices:write", {
    ...ONE,
    body: { to: "2026-06-01T00:00:00Z", reason: "tried" },
  }),
  route("DELETE /api/v1/pricing/prices/{id}", "prices:write", {
    ...ONE,
    body: { reason: "tried" },
  }),
];
