/** Rows under a rule's filters, split as the rule asks. */
import type { Filter, GroupField } from "@/lib/alerts/filter";
import { globMatches } from "@/lib/alerts/glob";
import { labelOfField } from "@/lib/alerts/identity";
import { type Labels, mergedLabels } from "@/lib/alerts/labels";
import type { Row } from "./row";

type Grouped = { readonly labels: Labels; readonly rows: Row[] };

export function grouped(
  rows: readonly Row[],
  filters: readonly Filter[],
  groupBy: readonly GroupField[],
): Map<string, Grouped> {
  const groups = new Map<string, Grouped>();
  for (const row of rows) {
    if (!filters.every((filter) => isKept(row, filter))) continue;
    const key = groupBy.map((on) => groupPart(row, on)).join("\u001f");
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { labels: groupLabels(row, groupBy), rows: [row] });
  }
  return groups;
}

const partOf = ({ dims, labels }: Row, on: string): string =>
  on.startsWith("label:")
    ? (labels[on.slice("label:".length)] ?? "")
    : (dims[on as keyof Row["dims"]] ?? "");

function isKept(row: Row, { on, op, values }: Filter): boolean {
  const value = partOf(row, on);
  switch (op) {
    case "is":
      return values.includes(value);
    case "isNot":
      return !values.includes(value);
    case "like":
      return values.some((pattern) => globMatches(pattern, value));
    case "notLike":
      return !values.some((pattern) => globMatches(pattern, value));
  }
}

const groupPart = (row: Row, on: GroupField): string =>
  on === "series" ? row.series : partOf(row, on);

/** A series is known by its labels and where it came from: two environments may send the same ones. */
function groupLabels(row: Row, groupBy: readonly GroupField[]): Labels {
  const parts = groupBy.map((on) =>
    on === "series"
      ? { ...row.labels, environment: row.dims.environment ?? "" }
      : { [labelOfField(on)]: partOf(row, on) },
  );
  return mergedLabels({}, ...parts);
}
