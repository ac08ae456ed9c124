/** Reads of segments, each with the rules that name it. */
import { Fault } from "@/lib/core/fault";
import type { Segment } from "@/lib/flags/schema";
import { readNamed } from "@/lib/flags/store/holds";
import { type ProjectCtx, query } from "@/lib/platform/operation";
import {
  type SegmentRow,
  type SegmentsView,
  type SegmentView,
  segmentAskSchema,
  segmentsAskSchema,
} from "./schema";

type Uses = SegmentView["usedBy"];

async function usesOf(ctx: ProjectCtx): Promise<(key: string) => Uses> {
  const named = (await readNamed(ctx)).flatMap(({ kind, name, by: flag, environment, rule }) =>
    kind === "segment" && rule !== null ? [{ name, flag, environment, rule }] : [],
  );
  return (key) =>
    named
      .filter(({ name }) => name === key)
      .map(({ flag, environment, rule }) => ({ flag, environment, rule }));
}

export const readSegments = query({
  may: "flags:read",
  input: segmentsAskSchema,
  run: async (ctx): Promise<SegmentsView> => {
    const where = { projectId: ctx.project.id };
    const rows = await ctx.db.segment.findMany({ where, orderBy: { key: "asc" } });
    const usedBy = await usesOf(ctx);
    const segments = rows.map(({ key, spec, updatedAt }): SegmentRow => {
      const { description, includes, excludes, when } = spec as Segment;
      return {
        ...{ key, description, usedBy: usedBy(key), updatedAt: updatedAt.toISOString() },
        ...{ includes: includes.length, excludes: excludes.length, lists: when.length },
      };
    });
    return { segments };
  },
});

export const readSegment = query({
  may: "flags:read",
  input: segmentAskSchema,
  run: async (ctx, { key }): Promise<SegmentView> => {
    const where = { projectId_key: { projectId: ctx.project.id, key } };
    const row = await ctx.db.segment.findUnique({ where });
    if (!row) throw new Fault("not-found", "There is no such segment", { field: "key" });
    const { spec, revision } = row;
    return { segment: spec as Segment, revision, usedBy: (await usesOf(ctx))(key) };
  },
});
