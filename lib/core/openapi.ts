/** Pieces of an OpenAPI 3.1 document. */
import { z } from "zod";

export type Json = Readonly<Record<string, unknown>>;

/** To a schema of the document's components. */
export const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

/** An answer in RFC 9457 problem details. */
export const problem = (description: string): Json => ({
  description,
  content: { "application/problem+json": { schema: ref("Problem") } },
});

/** JSON Schema of what is sent (`input`) or answered (`output`). What contains itself is any JSON from there on. */
export function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const {
    $schema: _dialect,
    $defs: _recursive,
    ...rest
  } = z.toJSONSchema(schema, {
    ...{ io, unrepresentable: "any" },
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === "date")
        Object.assign(jsonSchema, { type: "string", format: "date-time" });
    },
  });
  return JSON.parse(JSON.stringify(rest), (_, value) => (isInner(value) ? {} : value));
}

const isInner = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  "$ref" in value &&
  String(value.$ref).startsWith("#/$defs/");
