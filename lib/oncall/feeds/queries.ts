/** Reads of calendar feeds: everybody sees their own. */
import { query } from "@/lib/platform/operation";
import { type FeedView, feedsAskSchema } from "./schema";

export const listFeeds = query({
  may: "on-call:override",
  input: feedsAskSchema,
  run: async ({ db, project, actor }): Promise<FeedView[]> => {
    if (actor.kind !== "person") return [];
    const feeds = await db.onCallFeed.findMany({
      where: { projectId: project.id, personId: actor.id },
      include: { schedule: { select: { name: true } } },
      orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    });
    return feeds.map(({ id, schedule, createdAt, lastReadAt }) => ({
      ...{ id, schedule: schedule?.name ?? null },
      createdAt: createdAt.toISOString(),
      lastReadAt: lastReadAt?.toISOString() ?? null,
    }));
  },
});
