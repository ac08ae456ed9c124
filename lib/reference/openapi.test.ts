/** What the reference shows of a document. */
import { expect, test } from "vitest";
import { type OpenApi, operationsOf } from "./openapi";

const DOCUMENT: OpenApi = {
  info: { title: "API", version: "1" },
  paths: {
    "/api/v1/events": {
      post: {
        summary: "Send events",
        requestBody: {
          content: {
            "application/json": {
              schema: {
                anyOf: [
                  {
                    type: "object",
                    properties: {
                      events: { type: "array", items: { $ref: "#/components/schemas/Event" } },
                    },
                  },
                  { type: "array", items: { $ref: "#/components/schemas/Event" } },
                ],
              },
            },
          },
        },
        responses: {
          "202": {
            description: "Stored",
            content: {
              "application/json": {
                schema: { type: "object", properties: { accepted: { type: "integer" } } },
              },
            },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Event: {
        oneOf: [
          {
            type: "object",
            required: ["kind", "status", "error"],
            properties: {
              kind: { const: "request" },
              status: { enum: ["ok", "error"], default: "ok", description: "How it ended." },
              durationMs: { type: "number", minimum: 0, maximum: 100 },
              error: { type: "object", properties: { type: { type: "string", maxLength: 9 } } },
            },
          },
          {
            type: "object",
            properties: {
              kind: { const: "log" },
              tags: { type: "array", items: { type: "string" } },
            },
          },
        ],
      },
    },
  },
};

test("each kind of event is one shape, however the body wraps it", () => {
  const [operation] = operationsOf(DOCUMENT);
  expect(operation).toMatchObject({
    method: "POST",
    path: "/api/v1/events",
    summary: "Send events",
  });
  expect(operation?.shapes.map(({ name }) => name)).toEqual(["request", "log"]);
  expect(operation?.answers).toMatchObject([{ status: "202", fields: [{ name: "accepted" }] }]);
});

test("fields say type, limits, defaults and what must be there", () => {
  const fields = operationsOf(DOCUMENT)[0]?.shapes.flatMap((shape) => shape.fields) ?? [];
  expect(fields).toEqual([
    { name: "kind", type: '"request"', isRequired: true, says: "" },
    {
      name: "status",
      type: '"ok" or "error"',
      isRequired: false,
      says: 'How it ended. Default: "ok".',
    },
    { name: "durationMs", type: "number, 0 to 100", isRequired: false, says: "" },
    { name: "error", type: "object", isRequired: true, says: "" },
    { name: "error.type", type: "string, at most 9 characters", isRequired: false, says: "" },
    { name: "kind", type: '"log"', isRequired: false, says: "" },
    { name: "tags", type: "list of string", isRequired: false, says: "" },
  ]);
});
