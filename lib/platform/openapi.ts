/** Operations as OpenAPI 3.1 describes them, made from the very schemas and permissions that judge a request. */
import type { z } from "zod";
import { type Json, problem, schemaOf } from "@/lib/core/openapi";
import { isProjectPermission, type Permission, PROJECT_PERMISSIONS } from "@/lib/core/roles";

/** What a reader cannot see from the operation itself. */
export type Described = {
  /** `POST /api/v1/rollouts/{key}/acts` */
  readonly at: `${"GET" | "POST" | "PUT" | "PATCH" | "DELETE"} /${string}`;
  readonly operation: { readonly may: Permission; readonly input: z.ZodType };
  readonly summary: string;
  readonly says?: string;
  /** By status, the success first; what every operation may answer is added. */
  readonly answers: Readonly<Record<number, string>>;
  /** Fields whose schema is judged by hand. */
  readonly fields?: Readonly<Record<string, z.ZodType>>;
};

type Fields = Readonly<Record<string, Json>>;
type Taken = { readonly properties: Fields; readonly required: ReadonlySet<string> };

/** The `paths` of a document, under one tag. */
export function pathsOf(tag: string, described: readonly Described[]): Record<string, Json> {
  const paths: Record<string, Json> = {};
  for (const one of described) {
    const [method = "", path = ""] = one.at.split(" ");
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: { tags: [tag], ...operationOf(one, method, path) },
    };
  }
  return paths;
}

function operationOf(one: Described, method: string, path: string): Json {
  const { summary, says = "", operation, answers } = one;
  const taken = takenBy(one);
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
  const names = Object.keys(taken.properties).filter((name) => !inPath.includes(name));
  const inQuery = names.filter((name) => method === "GET" || name === "project");
  const inBody = names.filter((name) => !inQuery.includes(name));
  const problems = [400, 401, 403, ...(inPath.length > 0 ? [404] : []), 429, 503];
  return {
    operationId: `${method.toLowerCase()}${path.replaceAll(/\W+(\w?)/g, (_, next: string) => next.toUpperCase())}`,
    summary,
    description: [says, whoMay(operation.may)].filter(Boolean).join(" "),
    parameters: [
      ...inPath.map((name) => parameter(taken, name, "path")),
      ...inQuery.map((name) => parameter(taken, name, "query")),
    ],
    ...(inBody.length > 0 && {
      requestBody: {
        required: inBody.some((name) => taken.required.has(name)),
        content: { "application/json": { schema: bodyOf(taken, inBody) } },
      },
    }),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, words]) => [
          status,
          Number(status) < 400 ? { description: words } : problem(words),
        ]),
      ),
      ...Object.fromEntries(
        problems
          .filter((status) => !(status in answers))
          .map((status) => [status, problem(PROBLEMS[status] ?? "")]),
      ),
    },
  };
}

const PROBLEMS: Readonly<Record<number, string>> = {
  400: "A field is wrong or missing; `field` names it.",
  401: "The API key is missing, unknown, expired or revoked.",
  403: "Whoever asks may not do this, or needs a second person.",
  404: "There is nothing of this name in the project.",
  429: "Too many requests. See Retry-After.",
  503: "The database is away. Nothing was done: send the same again after Retry-After.",
};

const PROJECT_WORDS = "The project's name. An API key needs none: it belongs to one.";

function parameter({ properties, required }: Taken, name: string, where: "path" | "query"): Json {
  const { description, ...schema } = properties[name] ?? { type: "string" };
  return {
    ...{
      name,
      in: where,
      required: where === "path" || (required.has(name) && name !== "project"),
    },
    description: name === "project" ? PROJECT_WORDS : (description ?? ""),
    schema,
  };
}

const bodyOf = ({ properties, required }: Taken, names: readonly string[]): Json => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, properties[name]])),
  required: names.filter((name) => required.has(name)),
});

function takenBy({ operation, fields = {} }: Described): Taken {
  const { properties = {}, required = [] } = schemaOf(operation.input, "input") as {
    properties?: Fields;
    required?: readonly string[];
  };
  const judgedByHand = Object.entries(fields).map(([name, schema]) => [
    name,
    schemaOf(schema, "input"),
  ]);
  return {
    properties: { ...properties, ...Object.fromEntries(judgedByHand) },
    required: new Set(required),
  };
}

/** The role that is enough, and the scopes of keys. */
function whoMay(may: Permission): string {
  if (!isProjectPermission(may)) return "";
  const { from, scopes } = PROJECT_PERMISSIONS[may] as GrantOf;
  const people = from === "nobody" ? [] : [`people from the role ${from} on`];
  const keys =
    scopes.length > 0 ? [`API keys with the scope ${scopes.map(quoted).join(" or ")}`] : [];
  return `For ${[...people, ...keys].join(", and ")}.`;
}

type GrantOf = { readonly from: string; readonly scopes: readonly string[] };
const quoted = (word: string) => `\`${word}\``;
