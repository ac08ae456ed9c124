import { expect, test } from "vitest";
import { openapiDocument } from "./openapi";
import { EVENT_KINDS } from "./schema";

const document = JSON.parse(JSON.stringify(openapiDocument("1.2.3")));

function refsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === "$ref" ? [String(inner)] : refsIn(inner),
  );
}

test("every kind of event is described, and every reference leads somewhere", () => {
  const { schemas } = document.components;
  expect(Object.keys(schemas.Event.discriminator.mapping)).toEqual([...EVENT_KINDS]);
  for (const ref of refsIn(document)) {
    expect(schemas).toHaveProperty(ref.replace("#/components/schemas/", ""));
  }
});

test("the schemas say what a client may write: units, defaults and what is required", () => {
  const { LlmCallEvent: call } = document.components.schemas;
  expect(call.required).toEqual(expect.arrayContaining(["kind", "id", "ts", "provider", "model"]));
  expect(call.required).not.toContain("inputTokens");
  expect(call.properties.inputTokens).toMatchObject({ type: "integer", default: 0, minimum: 0 });
  expect(call.properties.durationMs.maximum).toBe(604_800_000);
  expect(call.properties.tokenConvention.description).toContain("OpenTelemetry");
});

test("every status that ingestion answers with is named", () => {
  const { responses } = document.paths["/api/v1/events"].post;
  expect(Object.keys(responses)).toEqual("202 400 401 403 409 413 415 429 503".split(" "));
});
