/** Label sets: what tells one alert of a rule from another, and their fingerprint. */
export type Labels = Readonly<Record<string, string>>;

/** By code units, so that every machine and every database collation agree. */
const sorted = (labels: Labels): [name: string, value: string][] =>
  Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

/** The labels as one text: equal for equal sets, whatever their order. */
export const canonicalLabels = (labels: Labels): string => JSON.stringify(sorted(labels));

/** The later wins; a label without a value is no label. */
export const mergedLabels = (...sets: readonly Labels[]): Labels =>
  Object.fromEntries(sorted(Object.assign({}, ...sets)).filter(([, value]) => value !== ""));
