/** The whole API described for machines: ingestion, the evaluation of flags, flags and rollouts. */
import type { Json } from "@/lib/core/openapi";
import { evaluationApi } from "@/lib/flags/openapi";
import { pathsOf } from "@/lib/platform/openapi";
import { ingestionApi } from "@/lib/telemetry/openapi";
import { FLAG_OPERATIONS } from "./flags";
import { ROLLOUT_OPERATIONS } from "./rollouts";

const INTRODUCTION =
  "Send what your agents do, ask for flags, and move traffic. A 2xx of ingestion means that the accepted events are stored for good. Errors are RFC 9457 problem details, but of the evaluation of flags, which has a form of its own.";

export function openapiDocument(version: string): Json {
  const ingestion = ingestionApi();
  return {
    openapi: "3.1.0",
    info: { title: "Wheelhouse", version, description: INTRODUCTION },
    servers: [{ url: "/" }],
    security: [{ bearer: [] }, { apiKey: [] }],
    paths: {
      ...ingestion.paths,
      ...evaluationApi.paths,
      ...pathsOf("Flags", FLAG_OPERATIONS),
      ...pathsOf("Rollouts", ROLLOUT_OPERATIONS),
    },
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "An API key; each has scopes." },
        apiKey: { type: "apiKey", in: "header", name: "X-API-Key" },
      },
      schemas: { ...ingestion.schemas, ...evaluationApi.schemas, Problem: PROBLEM },
    },
  };
}

const PROBLEM: Json = {
  type: "object",
  description: "RFC 9457 problem details.",
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string" },
    field: { type: "string" },
    retryAfterSeconds: { type: "number" },
  },
  required: ["type", "title", "status", "code"],
};
