/** Filters as label matchers: the way back from `patterns.ts`. */

import type { Filter } from "@/lib/alerts/filter";
import { labelOfField } from "@/lib/alerts/identity";

const escapeRegex = (text: string): string => text.replace(/[\\^$.|+()[\]{}*?]/g, "\\$&");

const wildRegex = (text: string): string =>
  [...text].map((letter) => WILD[letter] ?? escapeRegex(letter)).join("");
const WILD: Readonly<Record<string, string>> = { "*": ".*", "?": "." };

/** A name that Prometheus takes, for `cpu.utilization` and other names with dots and dashes. */
export const promName = (name: string): string =>
  name.replace(/[^a-zA-Z0-9_:]/g, "_").replace(/^(?=\d)/, "_");

const quoted = (text: string): string =>
  `"${text.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n")}"`;

function matcherText({ on, op, values }: Filter): string {
  const name = promName(labelOfField(on));
  const isNegative = op === "isNot" || op === "notLike";
  const isWild = op === "like" || op === "notLike";
  const [only = ""] = values;
  if (!isWild && values.length === 1) return `${name}${isNegative ? "!=" : "="}${quoted(only)}`;
  const regex = values.map(isWild ? wildRegex : escapeRegex).join("|");
  return `${name}${isNegative ? "!~" : "=~"}${quoted(regex)}`;
}

export const selectorText = (name: string, filters: readonly Filter[]): string =>
  filters.length === 0
    ? promName(name)
    : `${promName(name)}{${filters.map(matcherText).join(",")}}`;
