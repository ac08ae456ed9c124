/** Writes of segments: made, changed, and removed when no rule names them any more. */
import { changesOf } from "@/lib/audit/diff";
import { Fault } from "@/lib/core/fault";
import { readNamed } from "@/lib/flags/store/holds";
import { bump, keepSegment } from "@/lib/flags/store/keep";
import { EVERYWHERE, refreshFlags } from "@/lib/flags/store/live";
import { askForSegments } from "@/lib/flags/store/second-person";
import { command } from "@/lib/platform/operation";
import { segmentChangeSchema, segmentRemoveSchema } from "./schema";

export const saveSegment = command({
  may: "flags:write",
  input: segmentChangeSchema,
  secondPerson: {
    action: "segment.change",
    asks: (ctx, { segment }) => askForSegments(ctx, [segment]),
  },
  run: (ctx, { segment, was }) => keepSegment(ctx, segment, was),
  afterwards: async ({ project }, { segment: { key }, revision, what }) => {
    await refreshFlags(project.id);
    return { key, revision, what };
  },
  audit: ({ reason }, { segment, before, what }) =>
    what === "same"
      ? null
      : {
          action: what === "created" ? "segment.create" : "segment.change",
          object: { kind: "segment", id: segment.key },
          ...(before && { after: { changes: changed(before, segment) } }),
          ...(reason && { reason }),
        },
});

/** Lists of keys may be long: the audit log has the beginning of each. */
const MOST_TEXT = 500;
const short = (text: string | null) =>
  text !== null && text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text;

const changed = (before: object, after: object) =>
  changesOf(before, after)
    .filter(({ what }) => what !== "same")
    .map(({ field, before: was, after: is }) => ({ field, before: short(was), after: short(is) }));

export const removeSegment = command({
  may: "flags:write",
  input: segmentRemoveSchema,
  run: async (ctx, { key }) => {
    const used = (await readNamed(ctx)).find(
      ({ kind, name }) => kind === "segment" && name === key,
    );
    if (used)
      throw new Fault(
        "conflict",
        `The rule “${used.rule}” of the flag ${used.by} in ${used.environment} names it: change that first`,
        { field: "key", flag: used.by },
      );
    const where = { projectId: ctx.project.id, key };
    const { count } = await ctx.db.segment.deleteMany({ where });
    if (count === 0) throw new Fault("not-found", "There is no such segment", { field: "key" });
    await bump(ctx, EVERYWHERE);
    return { key };
  },
  afterwards: async ({ project }, output) => {
    await refreshFlags(project.id);
    return output;
  },
  audit: ({ reason }, { key }) => ({
    ...{ action: "segment.remove", object: { kind: "segment", id: key } },
    ...(reason && { reason }),
  }),
});
