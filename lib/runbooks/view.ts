/** Runbooks as they are shown. */
import { brokenWhy, type Known, type Shelf } from "./place";
import type { Facts } from "./reading";
import type { BrokenLink, RunbookRow, UnguidedRule, VersionView } from "./schema";

type Rule = Omit<UnguidedRule, "names"> & { readonly runbook: string | null };

type Row = {
  readonly revision: number;
  readonly ownerId: string | null;
  readonly lastUsedAt: Date | null;
  readonly lastDrilledAt: Date | null;
  readonly updatedAt: Date;
};

type One = Known & {
  readonly title: string;
  readonly summary: string | null;
  readonly facts: Facts;
  readonly shipped: object | null;
  readonly row: Row | null;
};

/** The version that a release brings, before all of the project's own. */
export const SHIPPED_VERSION: VersionView = {
  number: 0,
  message: "As shipped with this release",
  author: null,
  at: null,
};

const iso = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;

export function rowView(
  { slug, collection, title, summary, shipped, row }: One,
  rules: readonly Rule[],
  names: ReadonlyMap<string, string>,
): Omit<RunbookRow, "brokenLinks"> {
  const isOwn = row !== null && row.revision > 0;
  return {
    ...{ slug, title, summary, collection, isOwn, isShipped: shipped !== null },
    owner: (row?.ownerId && names.get(row.ownerId)) || null,
    lastUsedAt: iso(row?.lastUsedAt),
    lastDrilledAt: iso(row?.lastDrilledAt),
    updatedAt: isOwn ? iso(row.updatedAt) : null,
    rules: rules.filter(({ runbook }) => runbook === slug).map(named),
  };
}

const named = ({ id, name, severity }: Rule) => ({ id, name, severity });

export const brokenIn = (one: One, shelf: Shelf): BrokenLink[] =>
  one.facts.links.flatMap((href) => {
    const why = brokenWhy(href, one, shelf);
    return why === null ? [] : [{ href, why }];
  });

const PAGING: readonly UnguidedRule["severity"][] = ["critical", "high"];

/** Rules that wake somebody and name no runbook, or one that is not there. */
export const unguidedOf = (
  rules: readonly Rule[],
  known: ReadonlyMap<string, unknown>,
): UnguidedRule[] =>
  rules
    .filter(({ severity, runbook }) => PAGING.includes(severity) && !known.has(runbook ?? ""))
    .map((rule) => ({ ...named(rule), names: rule.runbook }));

export const versionView = ({
  number,
  message,
  authorName,
  at,
}: {
  readonly number: number;
  readonly message: string;
  readonly authorName: string;
  readonly at: Date;
}): VersionView => ({ number, message, author: authorName, at: at.toISOString() });
