/** Words without an alert into the outbox, in the transaction of what they tell of. */
import { Fault } from "@/lib/core/fault";
import { fingerprint64 } from "@/lib/core/hash";
import { NOTIFIERS } from "@/lib/notify/deliver";
import type { Message } from "@/lib/notify/message";
import { homeUrl } from "@/lib/platform/home";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import { CHANNEL_COLUMNS, type ChannelRow } from "./channels";
import { ASKED, newId, post } from "./outbox";
import { policyOf } from "./policies";

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

type Project = { readonly id: number; readonly slug: string };
type Words = Pick<Message, "type" | "state" | "title" | "text"> &
  Partial<Pick<Message, "mark" | "severity" | "facts" | "tables" | "by" | "why">> & {
    readonly project: Project;
    readonly channels: readonly string[];
    /** The page of the console that it is about: the project is added. */
    readonly path: string;
    /** What belongs together: one thread of letters, one after the other. */
    readonly thread: string;
  };

/** Says it where a person wants it said. The names of those that will hear it; one that cannot is refused, and then none does. */
export async function say(on: Connection, words: Words, now: Date): Promise<string[]> {
  const { project, channels } = words;
  if (channels.length === 0) return [];
  const known = await wordChannels(on, project.id);
  const chosen = [...new Set(channels)].map((id) => known.find((one) => one.id === id));
  if (chosen.includes(undefined)) throw new Fault("invalid", NOT_THERE, { field: "channels" });
  return postTo(
    on,
    chosen.flatMap((one) => one ?? []),
    words,
    now,
  );
}

/** Says what nobody is there to be refused: to those channels that can hear it, or to the project's own where none is named. */
export async function announce(on: Connection, words: Words, now: Date): Promise<number> {
  const { project, channels } = words;
  const known = await wordChannels(on, project.id);
  const named = channels.length > 0 ? channels : (await policyOf(on, project.id)).policy.channels;
  const able = known.filter(({ id }) => named.includes(id));
  return (await postTo(on, able, words, now)).length;
}

async function postTo(
  on: Connection,
  channels: readonly ChannelRow[],
  words: Words,
  now: Date,
): Promise<string[]> {
  for (const { id: channelId } of channels) {
    const id = newId(now);
    const { project, mark = null } = words;
    const draft = { projectId: project.id, channelId, kind: "message", why: ASKED } as const;
    const notice = messageOf(id, words, now);
    await post(
      on,
      { ...draft, id, notice, alertIds: [], personId: null, mark, fallbackOfId: null },
      now,
    );
  }
  return channels.map(({ name }) => name);
}

function messageOf(id: string, words: Words, now: Date): Message {
  const { type, state, title, text, project, path, thread } = words;
  const { mark = null, severity = null, facts = [], tables = [], by = null, why = null } = words;
  const home = homeUrl();
  const open = new URL(path, home);
  open.searchParams.set("project", project.slug);
  return {
    ...{ id, kind: "message", type, state, title, text, mark, severity, facts, tables, by, why },
    ...{ project: project.slug, at: now, links: { open: open.href, home } },
    dedupKey: `wh:words:${fingerprint64([String(project.id), thread])}`,
  };
}

const NOT_THERE =
  "channels: one of them is not there, is switched off, or takes alerts only: choose again";
