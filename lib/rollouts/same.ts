/** Whether two parts of plans say the same. */

/** The order of fields is no difference: a database keeps it as it likes. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_name, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

export const isSame = (one: unknown, other: unknown): boolean => textOf(one) === textOf(other);
