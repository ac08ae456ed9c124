/** The document of the API against what it describes: the routes, their permissions, their schemas. */
import { expect, test } from "vitest";
import { ROUTES } from "@/lib/access/route-table";
import { pathsOf } from "@/lib/platform/openapi";
import { EVENT_KINDS } from "@/lib/telemetry/schema";
import { openapiDocument } from "./document";
import { FLAG_OPERATIONS } from "./flags";
import { ROLLOUT_OPERATIONS } from "./rollouts";

const DESCRIBED = [...FLAG_OPERATIONS, ...ROLLOUT_OPERATIONS];

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

test("each operation that is described is a route with the very permission, and none of flags and rollouts is left out", () => {
  const routes = ROUTES.map(({ method, path, needs }) => `${method} ${path} ${needs}`);
  const described = DESCRIBED.map(({ at, operation }) => `${at} ${operation.may}`);
  expect(routes).toEqual(expect.arrayContaining(described));
  const ours = /^\w+ \/api\/v1\/(flag|segment|rollout|freeze)/;
  expect(described.toSorted()).toEqual(routes.filter((route) => ours.test(route)).toSorted());
  const paths = ROUTES.filter(({ path }) => path.startsWith("/ofrep/")).map(({ path }) => path);
  expect(paths).not.toHaveLength(0);
  for (const path of paths) expect(document.paths).toHaveProperty([path, "post"]);
});

test("names of operations are told apart, and each says who may call it", () => {
  const operations = Object.values(document.paths).flatMap((path) =>
    Object.values(path as Record<string, { operationId: string; description: string }>),
  );
  const ids = operations.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { description } of operations) expect(description).toMatch(/For (people|API keys)/);
});

test("what is in the path, in the query and in the body stands where it is sent", () => {
  const { post } = document.paths["/api/v1/rollouts/{key}/acts"];
  expect(post.parameters.map((one: { name: string; in: string }) => [one.name, one.in])).toEqual([
    ["key", "path"],
    ["project", "query"],
  ]);
  const { schema } = post.requestBody.content["application/json"];
  expect(schema.required).toEqual(["act", "revision", "reason"]);
  expect(schema.properties.act.enum).toContain("rollBack");
  expect(schema.properties.since).toMatchObject({ type: "string", format: "date-time" });
  const { plan } =
    document.paths["/api/v1/rollouts"].post.requestBody.content["application/json"].schema
      .properties;
  expect(plan.anyOf).toHaveLength(2);
});

test("two methods of one path stand beside each other", () => {
  expect(Object.keys(pathsOf("Flags", DESCRIBED)["/api/v1/flags"] ?? {})).toEqual(["get", "post"]);
});
