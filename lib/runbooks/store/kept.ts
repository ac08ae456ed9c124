/** Runbooks as their rows have them, and the shelf on which every one of a project finds the others. */
import { Fault } from "@/lib/core/fault";
import type { Db, Transaction } from "@/lib/platform/db";
import { type Known, type Shelf, shelfOf } from "@/lib/runbooks/place";
import { type Facts, factsSchema } from "@/lib/runbooks/reading";
import type { Runbook } from "@/prisma/client/client";
import { type Shipped, shippedDocuments, shippedRunbooks, shownPictures } from "./shipped";

/** What is known of one runbook, whether it is the project's own, shipped, or both. */
export type Held = Known & {
  readonly title: string;
  readonly summary: string | null;
  readonly facts: Facts;
  readonly shipped: Shipped | null;
  readonly row: Runbook | null;
};

/** Nothing of the row's text counts before the project has written one. */
function heldOf(row: Runbook | null, shipped: Shipped | null): Held | null {
  if (row && row.revision > 0) {
    const { slug, collection, path, title, summary } = row;
    const facts = factsSchema.parse(row.facts);
    return { slug, collection, path, title, summary, facts, anchors: facts.anchors, shipped, row };
  }
  if (!shipped) return null;
  const { slug, collection, path, title, summary, facts, anchors } = shipped;
  return { slug, collection, path, title, summary, facts, anchors, shipped, row };
}

export async function heldIn(db: Db | Transaction, projectId: number): Promise<Held[]> {
  const rows = await db.runbook.findMany({ where: { projectId } });
  const bySlug = new Map(rows.map((row) => [row.slug, row]));
  const shipped = shippedRunbooks();
  const slugs = [...new Set([...shipped.keys(), ...bySlug.keys()])];
  return slugs.flatMap((slug) => heldOf(bySlug.get(slug) ?? null, shipped.get(slug) ?? null) ?? []);
}

export const shelfFor = (held: readonly Held[]): Shelf =>
  shelfOf(
    held,
    shippedDocuments().map(({ folder, name }) => `${folder}/${name}`),
    shownPictures(),
  );

/** Another project's runbook and one that does not exist answer alike. */
export function found(held: readonly Held[], slug: string): Held {
  const one = held.find((other) => other.slug === slug);
  if (!one) throw missingFault();
  return one;
}

export const missingFault = (): Fault =>
  new Fault("not-found", "There is no such runbook in this project");

/** The text in force. */
export async function textOf(db: Db | Transaction, { row, shipped }: Held): Promise<string> {
  if (!row || row.revision === 0) return shipped?.text ?? "";
  return (await versionOf(db, row.id, row.revision)).text;
}

export async function versionOf(db: Db | Transaction, runbookId: string, number: number) {
  const version = await db.runbookVersion.findUnique({
    where: { runbookId_number: { runbookId, number } },
  });
  if (!version) throw new Fault("not-found", "There is no such version of this runbook");
  return version;
}
