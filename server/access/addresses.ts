/** The addresses that files in app/ make, and which of them answers a request. */
import fs from "node:fs";
import path from "node:path";
import type { Method } from "@/lib/access/route";
import { ROOT } from "@/server/root";

export const METHODS: readonly Method[] = [
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
];

const APP = path.join(ROOT, "app");

export type Place = {
  /** Below app/. */
  readonly file: string;
  /** Such as `/api/v1/keys/{id}`. */
  readonly address: string;
};

/** Every `route.ts` or `page.tsx` and its address, sorted. */
export function placesOf(name: "route.ts" | "page.tsx"): Place[] {
  return fs
    .readdirSync(APP, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === name)
    .sort()
    .map((file) => ({ file, address: addressOf(path.dirname(file).split(path.sep)) }));
}

/** Folders in round brackets have no place in the address. */
const addressOf = (folders: readonly string[]): string =>
  `/${folders
    .filter((folder) => folder !== "." && !/^\(.*\)$/.test(folder))
    .map((folder) => folder.replace(/^\[+(\.\.\.)?(\w+)\]+$/, "{$1$2}"))
    .join("/")}`;

export type Params = Record<string, string | string[]>;

/** What the pattern reads out of an address; null where it does not answer it. */
export function paramsIn(pattern: string, address: string): Params | null {
  const [wanted, given] = [pattern.split("/").slice(1), address.split("/").slice(1)];
  const params: Params = {};
  for (const [at, part] of wanted.entries()) {
    const many = /^\{\.\.\.(\w+)\}$/.exec(part)?.[1];
    if (many) return { ...params, [many]: given.slice(at) };
    const one = /^\{(\w+)\}$/.exec(part)?.[1];
    const value = given[at];
    if (value === undefined || (!one && part !== value)) return null;
    if (one) params[one] = decodeURIComponent(value);
  }
  return wanted.length === given.length ? params : null;
}

/** As Next decides: a word before a place that takes any, and that before one that takes the rest. */
export function answering(patterns: readonly string[], address: string): string | undefined {
  const rank = (pattern: string) =>
    pattern.replace(/\{\.\.\.\w+\}/g, "~~").replace(/\{\w+\}/g, "~");
  return patterns
    .filter((pattern) => paramsIn(pattern, address))
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1))[0];
}
