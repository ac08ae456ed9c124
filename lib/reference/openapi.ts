/** Turns an OpenAPI 3.1 document into what a reader wants: operations, and fields in words. */

/** The part of JSON Schema that describes our requests and answers. */
type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly additionalProperties?: Schema | boolean;
};
type Media = { readonly schema?: Schema };
type Content = Readonly<Record<string, Media>>;
type DocumentedOperation = {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly description?: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses?: Readonly<
    Record<string, { readonly description?: string; readonly content?: Content }>
  >;
};
export type OpenApi = {
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly description?: string;
  };
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
};

export type FieldView = {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly says: string;
};
/** One shape a body may have. */
type ShapeView = {
  readonly name: string;
  readonly says: string;
  readonly fields: readonly FieldView[];
};
export type OperationView = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  /** What it belongs to. */
  readonly tag: string;
  readonly says: string;
  readonly parameters: readonly FieldView[];
  readonly shapes: readonly ShapeView[];
  readonly answers: readonly {
    readonly status: string;
    readonly says: string;
    readonly fields: readonly FieldView[];
  }[];
};

const METHODS = ["get", "post", "put", "patch", "delete"];

export function operationsOf(document: OpenApi): OperationView[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [operationView(document, path, method, operation)] : [];
    }),
  );
}

function operationView(
  document: OpenApi,
  path: string,
  method: string,
  { summary = "", description = "", ...operation }: DocumentedOperation,
): OperationView {
  const { parameters = [], requestBody, responses = {}, tags = [] } = operation;
  return {
    id: `${method}${path}`.replaceAll(/[^a-z0-9]+/gi, "-"),
    method: method.toUpperCase(),
    path,
    summary,
    tag: tags[0] ?? "",
    says: description,
    parameters: parameters.map((parameter) => ({
      name: parameter.name,
      type: `${typeWords(document, parameter.schema ?? {})}, in the ${parameter.in}`,
      isRequired: parameter.required ?? false,
      says: parameter.description ?? "",
    })),
    shapes: shapesOf(document, schemaIn(requestBody?.content)),
    answers: Object.entries(responses).map(([status, answer]) => ({
      status,
      says: answer.description ?? "",
      fields: fieldsOf(document, schemaIn(answer.content) ?? {}),
    })),
  };
}

const schemaIn = (content: Content | undefined): Schema | undefined =>
  Object.values(content ?? {}).find(({ schema }) => schema)?.schema;

function resolved(document: OpenApi, schema: Schema): Schema {
  const name = schema.$ref?.split("/").at(-1);
  const target = name === undefined ? undefined : document.components?.schemas?.[name];
  return target ? { ...resolved(document, target), ...withoutRef(schema) } : schema;
}

const withoutRef = ({ $ref: _ref, ...rest }: Schema): Schema => rest;

/** A body of one of several kinds has one shape for each; lists and envelopes are looked through. */
function shapesOf(document: OpenApi, schema: Schema | undefined, depth = 0): ShapeView[] {
  if (!schema || depth > 6) return [];
  const one = resolved(document, schema);
  const choices = one.oneOf ?? one.anyOf;
  if (choices) return distinct(choices.flatMap((choice) => shapesOf(document, choice, depth + 1)));
  if (one.items) return shapesOf(document, one.items, depth + 1);
  const within = Object.values(one.properties ?? {}).map((inner) => resolved(document, inner));
  const list = within.find(({ items }) => items && shapesOf(document, items, depth + 1).length > 1);
  if (list) return shapesOf(document, list, depth + 1);
  const fields = fieldsOf(document, one);
  return fields.length > 0 ? [{ name: nameOf(one), says: one.description ?? "", fields }] : [];
}

function distinct(shapes: readonly ShapeView[]): ShapeView[] {
  return [...new Map(shapes.map((shape) => [shape.name, shape])).values()];
}

/** The word that tells the shape from its siblings. */
const nameOf = ({ properties = {}, title = "body" }: Schema): string => {
  const kind = Object.values(properties).find((property) => property.const !== undefined);
  return kind ? String(kind.const) : title;
};

function fieldsOf(document: OpenApi, schema: Schema, prefix = ""): FieldView[] {
  const { properties = {}, required = [] } = resolved(document, schema);
  return Object.entries(properties).flatMap(([name, inner]) => {
    const field = resolved(document, inner);
    const view = {
      name: `${prefix}${name}`,
      type: typeWords(document, field),
      isRequired: required.includes(name) && field.default === undefined,
      says: saysOf(field),
    };
    const isDeep = prefix.split(".").length > 3;
    const nested = field.properties ? field : resolved(document, field.items ?? {});
    const dot = field.properties ? "." : "[].";
    return isDeep ? [view] : [view, ...fieldsOf(document, nested, `${view.name}${dot}`)];
  });
}

function saysOf({ description = "", default: usual }: Schema): string {
  const usually = usual === undefined ? "" : `Default: ${JSON.stringify(usual)}.`;
  return [description, usually].filter(Boolean).join(" ");
}

/** "integer, 0 to 999", "“ok” or “error”", "list of string". */
function typeWords(document: OpenApi, given: Schema): string {
  const schema = resolved(document, given);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" or ");
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) return [...new Set(choices.map((one) => typeWords(document, one)))].join(" or ");
  const name = [schema.type ?? "any"].flat().join(" or ");
  if (schema.items) return `list of ${typeWords(document, schema.items)}`;
  return [name, ...limitsOf(schema)].join(", ");
}

const SAFE = Number.MAX_SAFE_INTEGER;

function limitsOf({ format, minimum, maximum, maxLength }: Schema): string[] {
  const low = minimum !== undefined && minimum > -SAFE ? minimum : undefined;
  const high = maximum !== undefined && maximum < SAFE ? maximum : undefined;
  const range = low !== undefined && high !== undefined ? `${low} to ${high}` : undefined;
  const bound = high === undefined ? low !== undefined && `at least ${low}` : `at most ${high}`;
  return [
    format,
    range ?? (bound || undefined),
    maxLength === undefined ? undefined : `at most ${maxLength} characters`,
  ].filter((limit) => limit !== undefined);
}
