/** Tells news that is no alert, such as a crossed budget or a report, through the same outbox. */
import { fingerprint64 } from "@/lib/core/hash";
import { NOTIFIERS } from "@/lib/notify/deliver";
import type { News, Severity } from "@/lib/notify/notice";
import type { ChannelKind } from "@/lib/notify/schema";
import { homeUrl } from "@/lib/platform/home";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import { newId, post } from "./outbox";
import { policyOf } from "./policies";

export type NewsDraft = {
  readonly projectId: number;
  readonly project: string;
  /** None: whoever hears of alerts that no route takes. */
  readonly channels: readonly string[];
  readonly title: string;
  readonly severity: Severity;
  readonly news: News;
  /** The page it is about, from the root; the project is added. */
  readonly path: string;
  /** What belongs to one thread of letters. */
  readonly thread: string;
  /** Why this reader is told. */
  readonly why: string;
};

type Listener = { readonly id: string; readonly name: string; readonly kind: ChannelKind };

/** In the transaction of what it tells of. Says how many channels will hear of it. */
export async function tellNews(on: Connection, draft: NewsDraft, now: Date): Promise<number> {
  const listeners = await listenersOf(on, draft);
  const home = homeUrl();
  const separator = draft.path.includes("?") ? "&" : "?";
  const url = `${home}${draft.path}${separator}project=${encodeURIComponent(draft.project)}`;
  for (const { id: channelId, name } of listeners) {
    const id = newId(now);
    const notice = {
      ...{ id, kind: "news" as const, mark: null, title: draft.title, severity: draft.severity },
      ...{ project: draft.project, at: now, news: draft.news, why: draft.why },
      dedupKey: `wh:news:${fingerprint64([String(draft.projectId), draft.thread])}`,
      group: { key: draft.thread, labels: {}, receiver: name },
      ...{ alerts: [], changes: [], reason: null, by: null },
      links: { alert: url, acknowledge: null, silence: null, home },
    };
    await post(
      on,
      {
        ...{ id, channelId, notice, kind: "news", why: "news", alertIds: [] },
        ...{ projectId: draft.projectId, personId: null, mark: null, fallbackOfId: null },
      },
      now,
    );
  }
  return listeners.length;
}

/** Those that are there, are on, and have a word for news. */
async function listenersOf(
  on: Connection,
  { projectId, channels }: Pick<NewsDraft, "projectId" | "channels">,
): Promise<Listener[]> {
  const ids = channels.length > 0 ? channels : (await policyOf(on, projectId)).policy.channels;
  const rows = await rowsOf<Listener>(
    on,
    `SELECT id::text, name, kind FROM notification_channel
     WHERE project_id = $1::int AND id = ANY($2::uuid[]) AND removed_at IS NULL AND is_enabled
     ORDER BY created_at, id`,
    [projectId, [...ids]],
  );
  return rows.filter(({ kind }) => NOTIFIERS[kind].takes.includes("news"));
}
