/** What an act changed, field by field. */

export type Change = {
  /** Where the field is, such as `targets.errorRate.aim`. */
  readonly field: string;
  /** `noted`: one side tells it and the other says nothing about it, which is no change. */
  readonly what: "added" | "removed" | "changed" | "same" | "noted";
  /** As text; null where there was none. */
  readonly before: string | null;
  readonly after: string | null;
};

/** Fields of nested objects one by one; a list is one value, because its order is part of it. */
export function changesOf(before: unknown, after: unknown): Change[] {
  const [was, is] = [leavesOf(before), leavesOf(after)];
  // Whoever makes or ends something tells one side only.
  const alone = was.size === 0 ? "added" : is.size === 0 ? "removed" : "noted";
  const fields = [...new Set([...was.keys(), ...is.keys()])];
  return fields.map((field) => {
    const [old, now] = [was.get(field) ?? null, is.get(field) ?? null];
    const both = old === now ? "same" : "changed";
    return { field, what: old === null || now === null ? alone : both, before: old, after: now };
  });
}

function leavesOf(value: unknown, path = ""): Map<string, string> {
  if (value === null || value === undefined) return new Map(path === "" ? [] : [[path, "none"]]);
  if (typeof value !== "object" || Array.isArray(value)) return new Map([[path, textOf(value)]]);
  const inner = Object.entries(value).flatMap(([name, leaf]) => [
    ...leavesOf(leaf, path === "" ? name : `${path}.${name}`),
  ]);
  return new Map(inner);
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) {
    return value.length === 0 ? "none" : value.map((item) => textOf(item)).join(", ");
  }
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" ? value : JSON.stringify(value);
}
