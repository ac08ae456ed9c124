/** The routes of runbooks, with the permission that each must need: a part of the table of routes. */
import { type Route, route } from "./route";

const ONE = { objects: { slug: "runbook" } } as const;

export const RUNBOOK_ROUTES: readonly Route[] = [
  // Runbooks
  route("GET /api/v1/runbooks", "runbooks:read"),
  route("POST /api/v1/runbooks", "runbooks:write", { body: { slug: "{one}", text: "# {one}" } }),
  route("GET /api/v1/runbooks/search", "runbooks:read", { search: { q: "latency" } }),
  route("POST /api/v1/runbooks/preview", "runbooks:read", { body: { text: "# {one}" } }),
  route("POST /api/v1/runbooks/panel", "runbooks:read", {
    body: { signal: { kind: "errorRate" } },
  }),
  route("POST /api/v1/runbooks/import", "runbooks:write", {
    body: { files: [{ path: "{one}.md", text: "# {one}" }] },
  }),
  route("GET /api/v1/runbooks/{slug}", "runbooks:read", ONE),
  route("PUT /api/v1/runbooks/{slug}", "runbooks:write", {
    ...ONE,
    body: { revision: 1, text: "# {one}" },
  }),
  route("PATCH /api/v1/runbooks/{slug}", "runbooks:write", { ...ONE, body: { ownerId: null } }),
  route("DELETE /api/v1/runbooks/{slug}", "runbooks:write", { ...ONE, body: { reason: "tried" } }),
  route("POST /api/v1/runbooks/{slug}/use", "runbooks:read", ONE),
  route("GET /api/v1/runbooks/{slug}/versions/{number}", "runbooks:read", {
    ...ONE,
    at: { number: "1" },
  }),

  // Documents
  route("GET /api/v1/documents", "runbooks:read"),
  route("GET /api/v1/documents/{name}", "runbooks:read", { at: { name: "scaling" } }),
  route("GET /api/v1/pictures", "session", { search: { path: "overview.png" } }),
];
