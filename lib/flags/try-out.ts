/** What a flag is tried with: in which environment, for whom, and with what its rules look at. */
import type { Flag } from "./schema";

/** Production first: what is looked for in a hurry. */
export const environmentNames = ({ environments }: { environments: object }): string[] =>
  Object.keys(environments).sort(
    (a, b) => Number(b === "production") - Number(a === "production") || (a < b ? -1 : 1),
  );

/** The one that is asked about, where the flag has it; production otherwise, or the first there is. */
export function environmentToTry(flag: Pick<Flag, "environments">, asked: string | undefined) {
  const names = environmentNames(flag);
  return names.find((name) => name === asked) ?? names[0] ?? "production";
}

/** The field of the context that decides the bucket. */
export const UNIT_FIELD: Readonly<Record<Flag["unit"], string>> = {
  user: "targetingKey",
  session: "sessionId",
  conversation: "conversationId",
};

/** A context as a client of this flag sends it: the user, and what is dealt by where that is not the user. */
export const contextToTry = (unit: Flag["unit"], user: string, id: string) => ({
  ...(user !== "" && { targetingKey: user }),
  ...(unit !== "user" && { [UNIT_FIELD[unit]]: id }),
});

/** Attributes that the rules of an environment look at themselves; those of segments stand with the segments. */
export function attributesIn({ environments }: Pick<Flag, "environments">, environment: string) {
  const conditions = environments[environment]?.rules.flatMap(({ when }) => when) ?? [];
  const names = conditions.flatMap((condition) =>
    condition.is === "inSegment" ? [] : [condition.attribute],
  );
  return [...new Set(names)].filter((name) => !KNOWN.includes(name)).sort();
}

/** They have fields of their own. */
const KNOWN = Object.values(UNIT_FIELD);
