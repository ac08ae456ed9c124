/** Reads the postmortem of an incident, for its page and as a file. */
import { fileName, suggested } from "@/lib/incidents/postmortem";
import { detailOf } from "@/lib/incidents/queries";
import { incidentAskSchema } from "@/lib/incidents/schema";
import { postmortemTemplate } from "@/lib/incidents/store/template";
import type { PostmortemView } from "@/lib/incidents/views";
import type { Download } from "@/lib/platform/http-download";
import { type ProjectCtx, query } from "@/lib/platform/operation";

export const readPostmortem = query({
  may: "incidents:read",
  input: incidentAskSchema,
  run: (ctx, { id }): Promise<PostmortemView> => postmortemOf(ctx, id),
});

/** Suggested from the record until somebody keeps one. */
async function postmortemOf(ctx: ProjectCtx, id: string): Promise<PostmortemView> {
  const detail = await detailOf(ctx, id);
  const kept = await ctx.db.postmortem.findUnique({ where: { incidentId: id } });
  const { number, title, isDrill, startedAt, resolvedAt } = detail.incident;
  return {
    incident: { id, number, title, isDrill, startedAt, resolvedAt },
    text: kept?.text ?? suggested(detail, postmortemTemplate()),
    revision: kept?.revision ?? 0,
    publishedAt: kept?.publishedAt?.toISOString() ?? null,
    updatedAt: kept?.updatedAt.toISOString() ?? null,
    updatedBy: kept?.updatedByName ?? null,
    actions: detail.tasks.filter(({ kind }) => kind === "action"),
  };
}

export const exportPostmortem = query({
  may: "incidents:read",
  input: incidentAskSchema,
  run: async (ctx, { id }): Promise<Download> => {
    const { incident, text } = await postmortemOf(ctx, id);
    // Whatever somebody made of the text: it leaves the house saying what it is.
    const isUnmarked = incident.isDrill && !/\bDRILL\b/.test(text);
    return {
      contentType: "text/markdown; charset=utf-8",
      filename: fileName(incident),
      parts: only(`${isUnmarked ? "DRILL\n\n" : ""}${text.trimEnd()}\n`),
    };
  },
});

async function* only(text: string) {
  yield text;
}
