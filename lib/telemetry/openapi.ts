/** The OpenAPI 3.1 description of ingestion, made from the schemas that judge it. */
import { type Json, problem, ref, schemaOf } from "@/lib/core/openapi";
import {
  deploymentEventSchema,
  evaluationEventSchema,
  feedbackEventSchema,
  healthEventSchema,
  journeyStepEventSchema,
  llmCallEventSchema,
  logEventSchema,
  MAX_BODY_BYTES,
  MAX_EVENTS,
  metricEventSchema,
  outcomeEventSchema,
  receiptSchema,
  requestEventSchema,
} from "./schema";

/** By kind, in the order a reader wants them. */
const EVENT_SCHEMAS = {
  request: requestEventSchema,
  llm_call: llmCallEventSchema,
  metric: metricEventSchema,
  feedback: feedbackEventSchema,
  evaluation: evaluationEventSchema,
  journey_step: journeyStepEventSchema,
  deployment: deploymentEventSchema,
  health: healthEventSchema,
  outcome: outcomeEventSchema,
  log: logEventSchema,
} as const;

/** `RequestEvent`, `LlmCallEvent`, … */
const nameOf = (kind: string): string =>
  `${kind.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())}Event`;
const PROBLEMS: Readonly<Record<string, string>> = {
  400: "The body is not JSON, NDJSON or gzip, or not a list of events.",
  401: "The API key is missing, unknown, expired or revoked.",
  403: "The key may not send events, or may not be used from this address.",
  409: "This Idempotency-Key was used with another body.",
  413: "More than the allowed events or bytes, before or after inflation.",
  415: "Another content type or encoding than those listed.",
  429: "The key sends too fast, many unknown keys came from this address, or more waits than the database can take. See Retry-After.",
  503: "The database is away. Nothing is known to be stored: send the same again after Retry-After.",
};

const header = (name: string, description: string, maxLength: number): Json => ({
  name,
  in: "header",
  required: false,
  description,
  schema: { type: "string", maxLength },
});

/** Its paths and what they refer to. */
export function ingestionApi() {
  const kinds = Object.entries(EVENT_SCHEMAS);
  const mapping = Object.fromEntries(
    kinds.map(([kind]) => [kind, `#/components/schemas/${nameOf(kind)}`]),
  );
  return {
    paths: { "/api/v1/events": { post: ingestOperation() } },
    schemas: {
      Event: {
        oneOf: kinds.map(([kind]) => ref(nameOf(kind))),
        discriminator: { propertyName: "kind", mapping },
      },
      ...Object.fromEntries(
        kinds.map(([kind, schema]) => [nameOf(kind), schemaOf(schema, "input")]),
      ),
      Receipt: schemaOf(receiptSchema, "output"),
    },
  };
}

const LIMITS = `At most ${MAX_EVENTS} events or ${MAX_BODY_BYTES / 1024 / 1024} MiB a request, also after inflation.`;

function ingestOperation(): Json {
  const list = { type: "array", items: ref("Event"), maxItems: MAX_EVENTS };
  return {
    tags: ["Ingestion"],
    operationId: "ingestEvents",
    summary: "Send events",
    description: `${LIMITS} Valid events are stored even if others in the batch are not; the others are listed in \`rejected\` and kept for seven days. The same \`id\` again is a duplicate and is not counted twice, so a request without an answer can be sent again as it is. For API keys with the scope \`ingest\`.`,
    parameters: [
      header(
        "Idempotency-Key",
        "The same key with the same body gets the first answer again.",
        200,
      ),
      header("Content-Encoding", "`gzip`, or absent.", 20),
    ],
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: {
            oneOf: [{ type: "object", properties: { events: list }, required: ["events"] }, list],
          },
        },
        "application/x-ndjson": {
          schema: { type: "string", description: "One event a line." },
        },
      },
    },
    responses: {
      202: {
        description: "Stored. What was refused is listed.",
        content: { "application/json": { schema: ref("Receipt") } },
      },
      ...Object.fromEntries(Object.entries(PROBLEMS).map(([code, text]) => [code, problem(text)])),
    },
  };
}
