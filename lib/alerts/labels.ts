/** Label sets: what tells one alert of a rule from another, and their fingerprint. */
import { fnv64 } from "@/lib/core/hash";

export type Labels = Readonly<Record<string, string>>;

const utf8 = new TextEncoder();
const SEPARATOR = 0xff;

/** By code units, so that every machine and every database collation agree. */
const sorted = (labels: Labels): [name: string, value: string][] =>
  Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

/** Alertmanager's fingerprint: FNV-1a over sorted names and values, each ended by a byte that no text holds. */
export function fingerprintOf(labels: Labels): string {
  const bytes: number[] = [];
  for (const text of sorted(labels).flat()) bytes.push(...utf8.encode(text), SEPARATOR);
  return fnv64(bytes);
}

/** The labels as one text: equal for equal sets, whatever their order. */
export const canonicalLabels = (labels: Labels): string => JSON.stringify(sorted(labels));

/** The later wins; a label without a value is no label. */
export const mergedLabels = (...sets: readonly Labels[]): Labels =>
  Object.fromEntries(sorted(Object.assign({}, ...sets)).filter(([, value]) => value !== ""));
