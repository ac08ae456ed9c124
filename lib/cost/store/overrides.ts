/** Reads the overrides of a project as the pricing wants them. */
import type { Override } from "@/lib/cost/override";
import { overrideOf, priceTermsSchema } from "@/lib/cost/terms";
import type { Pool } from "@/lib/platform/pool";

type Row = {
  readonly id: string;
  readonly provider: string;
  readonly model: string | null;
  readonly starts_at: Date;
  readonly ends_at: Date | null;
  readonly currency: string;
  readonly terms: unknown;
};

/** Those that were not taken back, future ones too; what is kept was judged by its schema when it was written. */
export async function readOverrides(
  sql: Pick<Pool, "query">,
  projectId: number,
): Promise<Override[]> {
  const { rows } = await sql.query<Row>(
    `SELECT id::text, provider, model, starts_at, ends_at, currency, terms FROM price_override
     WHERE project_id = $1 AND removed_at IS NULL ORDER BY starts_at, id`,
    [projectId],
  );
  return rows.map(({ starts_at: from, ends_at: to, terms, ...row }) =>
    overrideOf({ ...row, from, to }, priceTermsSchema.parse(terms)),
  );
}
