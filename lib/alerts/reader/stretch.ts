/** The rows of a rollup family inside a stretch of time, as SQL: compacted, tier by tier, and not yet. */
import { TIERS } from "@/lib/core/time";
import type { Ask } from "./ask";
import { cover, joined, type Piece } from "./cover";

export type Bind = (value: unknown) => string;

/** When: the start of the step, and the newest bucket in it. */
export function head({ steps }: Ask, bind: Bind): string {
  const newest = "max(bucket)::timestamptz AS newest";
  switch (steps.kind) {
    case "none":
      return `NULL::timestamptz AS at, ${newest}`;
    case "every": {
      const width = `${TIERS[steps.tier]} milliseconds`;
      return `date_bin('${width}', bucket::timestamptz, 'epoch'::timestamptz) AS at, ${newest}`;
    }
    case "bounds": {
      const bounds = `${bind(steps.at)}::timestamptz[]`;
      return `(${bounds})[width_bucket(bucket::timestamptz, ${bounds})] AS at, ${newest}`;
    }
  }
}

type Where = { readonly projectId: number; readonly ask: Ask; readonly now: Date };

/** Seen by one snapshot, so that what is moved meanwhile is neither missed nor counted twice. */
export function stretch(
  family: string,
  columns: readonly string[],
  { projectId, ask, now }: Where,
  conditions: readonly string[],
  bind: Bind,
): string {
  const list = columns.join(", ");
  const own = [`project_id = ${bind(projectId)}`, ...conditions].join(" AND ");
  const part = (table: string, from: number, to: number) =>
    `SELECT ${list} FROM ${table} WHERE ${own}
       AND bucket >= ${bind(new Date(from))} AND bucket < ${bind(new Date(to))}`;
  const pieces = piecesOf(ask, now);
  const [first, last] = [pieces[0]?.from ?? 0, pieces.at(-1)?.to ?? 0];
  const parts = pieces.map(({ tier, from, to }) => part(`${family}_${tier}`, from, to));
  return `(${[...parts, part(`${family}_partial`, first, last)].join(" UNION ALL ")}) AS t`;
}

/** No bucket reaches over the edge of a step. */
function piecesOf({ span, steps }: Ask, now: Date): Piece[] {
  if (steps.kind === "none") return cover(span, now);
  if (steps.kind === "every") {
    const width = TIERS[steps.tier];
    const from = Math.floor(span.from.getTime() / width) * width;
    return [{ tier: steps.tier, from, to: Math.ceil(span.to.getTime() / width) * width }];
  }
  const inside = steps.at.filter((at) => at > span.from && at < span.to);
  const edges = [span.from, ...inside, span.to];
  return joined(edges.slice(1).flatMap((to, i) => cover({ from: edges[i] ?? to, to }, now)));
}
