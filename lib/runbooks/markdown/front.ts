/** The head of a file: YAML between two lines of dashes, from which four things are read. */
import { parse } from "yaml";
import type { Front } from "./node";

export const NO_FRONT: Front = { title: null, summary: null, alerts: [], keywords: [] };

const LONGEST = 300;
const MOST_WORDS = 50;

/** YAML that is broken says nothing: the rest of the file is worth reading all the same. */
export function frontOf(yaml: string): Front {
  const head = parsed(yaml);
  return {
    title: textIn(head.title),
    summary: textIn(head.summary ?? head.description),
    alerts: wordsIn(head.alerts),
    keywords: wordsIn(head.keywords ?? head.tags),
  };
}

const LONGEST_HEAD = 20_000;

function parsed(yaml: string): Readonly<Record<string, unknown>> {
  if (yaml.length > LONGEST_HEAD) return {};
  try {
    const value: unknown = parse(yaml, { logLevel: "error", maxAliasCount: 10 });
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

const textIn = (value: unknown): string | null =>
  typeof value === "string" && value.trim() !== "" ? value.trim().slice(0, LONGEST) : null;

const wordsIn = (value: unknown): string[] =>
  [value]
    .flat()
    .flatMap((one) => textIn(one) ?? [])
    .slice(0, MOST_WORDS);
