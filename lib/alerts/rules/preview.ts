/** What would come of a rule file, rule by rule, before anything is kept. */
import type { Imported } from "@/lib/alerts/prometheus/import";
import { type RuleInput, ruleSchema } from "@/lib/alerts/schema";
import { ruleWords } from "@/lib/alerts/words";
import type { PreviewRow } from "./schema";

const TAKEN = "the project has a rule of this name already: rename one of the two";

/** `taken`: the names that the project's rules have. Of two rules of one name the second is told apart. */
export function previewOf(imported: readonly Imported[], taken: ReadonlySet<string>): PreviewRow[] {
  const names = named(imported);
  return imported.map((one, index): PreviewRow => {
    const { group, expr } = one;
    const name = names[index] ?? one.name;
    const about = { index, group, name, expr };
    if (one.rule === null)
      return { ...about, says: null, severity: null, notes: [], reason: one.reason };
    const rule = ruleSchema.parse(one.rule);
    const renamed =
      name === one.name ? [] : [`called “${name}”, because the file has two of its name`];
    return {
      ...about,
      says: ruleWords(rule),
      severity: rule.severity,
      notes: [...one.notes, ...renamed],
      reason: taken.has(name) ? TAKEN : null,
    };
  });
}

/** A file may give several rules one name, as they differ in a label; here a name is one rule's own. */
function named(imported: readonly Imported[]): string[] {
  const used = new Set(imported.map(({ name }) => name));
  const seen = new Set<string>();
  return imported.map(({ name, rule }) => {
    const isFirst = !seen.has(name);
    seen.add(name);
    if (rule === null || isFirst) return name;
    const own = freeName(name, used);
    used.add(own);
    return own;
  });
}

const LONGEST_NAME = 120;

/** `High load 2`: the first of these that nobody has. */
export function freeName(name: string, used: ReadonlySet<string>): string {
  for (let n = 2; ; n++) {
    const suffix = ` ${n}`;
    const own = `${name.slice(0, LONGEST_NAME - suffix.length)}${suffix}`;
    if (!used.has(own)) return own;
  }
}

/** The rules at these places, under the names that the preview gave them. */
export function chosenFrom(imported: readonly Imported[], chosen: readonly number[]): RuleInput[] {
  const names = named(imported);
  const wanted = new Set(chosen);
  return imported.flatMap(({ rule }, i) =>
    rule !== null && wanted.has(i) ? [{ ...rule, name: names[i] ?? rule.name }] : [],
  );
}
