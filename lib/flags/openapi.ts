/** The OpenAPI 3.1 description of evaluation: the OpenFeature Remote Evaluation Protocol as it is answered here. */
import { type Json, ref } from "@/lib/core/openapi";

const text: Json = { type: "string" };

const SCHEMAS: Readonly<Record<string, Json>> = {
  EvaluationRequest: {
    type: "object",
    description: "Of whom flags are asked for.",
    properties: {
      context: {
        type: "object",
        description: "Whatever rules look at, and `targetingKey`, which splits are dealt by.",
        properties: {
          targetingKey: { ...text, description: "Needed only where a split has to be dealt." },
        },
        additionalProperties: true,
      },
    },
    required: ["context"],
  },
  Evaluation: {
    type: "object",
    properties: {
      key: text,
      value: { description: "Of the flag's kind: boolean, string, number or object." },
      variant: text,
      reason: {
        ...text,
        description: "STATIC, TARGETING_MATCH, SPLIT, DISABLED or DEFAULT.",
      },
      metadata: {
        type: "object",
        description:
          "`version` and `flagSetId`; of a split also `bucket`; while a rollout moves the flag `rolloutId` and `stage`.",
        additionalProperties: true,
      },
    },
    required: ["key", "value", "variant", "reason"],
  },
  EvaluationFailure: {
    type: "object",
    properties: {
      key: text,
      errorCode: {
        enum: [
          ...[
            "FLAG_NOT_FOUND",
            "PARSE_ERROR",
            "TARGETING_KEY_MISSING",
            "INVALID_CONTEXT",
            "GENERAL",
          ],
        ],
      },
      errorDetails: text,
    },
    required: ["errorCode"],
  },
  BulkEvaluation: {
    type: "object",
    properties: {
      flags: { type: "array", items: { oneOf: [ref("Evaluation"), ref("EvaluationFailure")] } },
      eventStreams: {
        type: "array",
        description:
          "Where changes are told as server-sent events; the address holds for 5 minutes.",
        items: {
          type: "object",
          properties: {
            type: { const: "sse" },
            endpoint: { type: "object", properties: { requestUri: text } },
            inactivityDelaySec: { type: "integer", minimum: 1 },
          },
        },
      },
    },
    required: ["flags"],
  },
};

const answer = (description: string, name: string): Json => ({
  description,
  content: { "application/json": { schema: ref(name) } },
});

const REFUSED: Readonly<Record<number, Json>> = {
  400: answer("The body is wrong, or a split needs a targeting key.", "EvaluationFailure"),
  401: answer("The API key is missing, unknown, expired or revoked.", "EvaluationFailure"),
  403: answer("The key may not evaluate, or not in this environment.", "EvaluationFailure"),
  413: answer("The body is larger than 64 KB.", "EvaluationFailure"),
  429: answer("Too many requests. See Retry-After, in seconds.", "EvaluationFailure"),
};

const query = (name: string, description: string): Json => ({
  ...{ name, in: "query", required: false, description, schema: text },
});
const ENVIRONMENT = query(
  "env",
  "Default: production. A key of one environment needs none, and asks for no other.",
);
const body = {
  required: true,
  content: { "application/json": { schema: ref("EvaluationRequest") } },
};
const WHO = "For API keys with the scope `flags:evaluate`, as `X-API-Key` or bearer.";

const PATHS: Readonly<Record<string, Json>> = {
  "/ofrep/v1/evaluate/flags": {
    post: {
      tags: ["Evaluation"],
      operationId: "evaluateFlags",
      summary: "Evaluate every flag for a context",
      description: `What OpenFeature's web providers ask (OFREP 0.3). ${WHO} Answered from memory.`,
      parameters: [
        ENVIRONMENT,
        {
          ...{ name: "If-None-Match", in: "header", required: false, schema: text },
          description: "The ETag of an answer before: the same answer is a 304 without a body.",
        },
        query(
          "flagConfigEtag",
          "What an event of the stream said: never answered from older flags.",
        ),
      ],
      requestBody: body,
      responses: {
        200: answer("All flags of the environment; its ETag is of this context.", "BulkEvaluation"),
        304: { description: "Nothing that this context gets has changed." },
        ...REFUSED,
      },
    },
  },
  "/ofrep/v1/evaluate/flags/{key}": {
    post: {
      tags: ["Evaluation"],
      operationId: "evaluateFlag",
      summary: "Evaluate one flag for a context",
      description: `What OpenFeature's server providers ask (OFREP 0.3). ${WHO}`,
      parameters: [{ name: "key", in: "path", required: true, schema: text }, ENVIRONMENT],
      requestBody: body,
      responses: {
        200: answer("The value. A flag that is off gives its off variant.", "Evaluation"),
        ...REFUSED,
        404: answer(
          "There is no such flag: clients use the default in their code.",
          "EvaluationFailure",
        ),
      },
    },
  },
};

export const evaluationApi = { paths: PATHS, schemas: SCHEMAS };
