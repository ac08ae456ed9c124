/** Words to channels that somebody chose: into the outbox, in the transaction of what they tell of. */
import { Fault } from "@/lib/core/fault";
import { NOTIFIERS } from "@/lib/notify/deliver";
import type { Message } from "@/lib/notify/message";
import { homeUrl } from "@/lib/platform/home";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import { CHANNEL_COLUMNS, type ChannelRow } from "./channels";
import { ASKED, newId, post } from "./outbox";

/** The project's own, switched on, and with a place for words. */
export async function wordChannels(on: Connection, projectId: number): Promise<ChannelRow[]> {
  const rows = await rowsOf<ChannelRow>(
    on,
    `SELECT ${CHANNEL_COLUMNS} FROM notification_channel AS c
     WHERE c.project_id = $1::int AND c.person_id IS NULL AND c.removed_at IS NULL AND c.is_enabled
     ORDER BY c.name, c.id`,
    [projectId],
  );
  return rows.filter(({ kind }) => NOTIFIERS[kind].say !== undefined);
}

type Words = Pick<Message, "title" | "text" | "state" | "mark" | "dedupKey" | "by"> & {
  readonly project: { readonly id: number; readonly slug: string };
  readonly channels: readonly string[];
  /** Of the console: `/incidents/…`. */
  readonly path: string;
};

/** The names of those that will hear it; one that cannot is refused, and then none does. */
export async function say(on: Connection, words: Words, now: Date): Promise<string[]> {
  const { project, channels, path, ...said } = words;
  if (channels.length === 0) return [];
  const known = await wordChannels(on, project.id);
  const chosen = [...new Set(channels)].map((id) => known.find((one) => one.id === id));
  if (chosen.includes(undefined)) throw new Fault("invalid", NOT_THERE, { field: "channels" });
  const home = homeUrl();
  const links = { open: `${home}${path}?project=${encodeURIComponent(project.slug)}`, home };
  const told = chosen.flatMap((one) => one ?? []);
  for (const { id: channelId } of told) {
    const id = newId(now);
    const notice: Message = {
      ...{ ...said, id, kind: "message", project: project.slug, at: now, why: null, links },
    };
    await post(
      on,
      {
        ...{ id, projectId: project.id, channelId, kind: "message", why: ASKED, alertIds: [] },
        ...{ notice, personId: null, mark: said.mark, fallbackOfId: null },
      },
      now,
    );
  }
  return told.map(({ name }) => name);
}

const NOT_THERE =
  "channels: one of them is not there, is switched off, or takes alerts only: choose again";
