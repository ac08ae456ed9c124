/** Writes the notifications that a look at a group calls for. */

import { fingerprint64 } from "@/lib/core/hash";
import { HOUR } from "@/lib/core/time";
import { type Deployed, noticeOf, type StoredAlert } from "@/lib/notify/alert-notice";
import { NOTIFIERS } from "@/lib/notify/deliver";
import type { Tell, Told } from "@/lib/notify/grouping";
import type { Notice } from "@/lib/notify/notice";
import { homeUrl } from "@/lib/platform/home";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import { deployedIn } from "./alert-rows";
import type { GroupRow } from "./groups";
import type { Audience } from "./listeners";
import { newId, post } from "./outbox";

/** What is known at one look at a group. */
export type Scene = {
  readonly group: GroupRow;
  readonly alerts: ReadonlyMap<string, StoredAlert>;
  readonly audience: Audience;
  readonly now: Date;
  readonly isAcknowledged: boolean;
};
export type TellNow = Omit<Tell, "why"> & { readonly why: Tell["why"] | "escalated" };

type Word = Omit<TellNow, "kind" | "why"> & { readonly kind: Notice["kind"]; readonly why: string };

/** What each channel has heard of acknowledgements afterwards. */
export async function tellAll(
  on: Connection,
  scene: Scene,
  tells: readonly TellNow[],
  told: readonly Told[],
): Promise<Record<string, readonly string[]>> {
  const answers = acknowledgementsFor(scene, told);
  const words: Word[] = [...tells, ...answers];
  if (words.length > 0) {
    const place = await placeOf(on, scene, words);
    for (const word of words) await tell(on, scene, word, place);
  }
  const before = scene.group.state.acknowledged;
  const after = Object.fromEntries(answers.map(({ channelId, firing }) => [channelId, firing]));
  return scene.isAcknowledged ? { ...before, ...after } : {};
}

/** A peer that keeps an incident open hears that somebody is on all of it, once for the same alerts. */
function acknowledgementsFor(
  { isAcknowledged, audience, group, alerts }: Scene,
  told: readonly Told[],
): Word[] {
  if (!isAcknowledged) return [];
  return audience.channels.flatMap(({ id: channelId, kind }) => {
    const { isStateful, takes } = NOTIFIERS[kind];
    const firing = told.find((one) => one.channelId === channelId)?.firing ?? [];
    const live = firing.filter((id) => alerts.get(id)?.endedAt === null);
    const heard = group.state.acknowledged[channelId] ?? [];
    const isNews = live.some((id) => !heard.includes(id));
    if (!isStateful || !takes.includes("acknowledged") || !isNews) return [];
    return [{ channelId, kind: "acknowledged", why: "acknowledged", firing: live, resolved: [] }];
  });
}

type Place = { readonly project: string; readonly deployed: readonly Deployed[] };

async function placeOf(on: Connection, { group, alerts }: Scene, words: readonly Word[]) {
  const [row] = await rowsOf<{ slug: string }>(on, "SELECT slug FROM project WHERE id = $1::int", [
    group.projectId,
  ]);
  const starts = words
    .filter(({ kind }) => kind === "firing")
    .flatMap(({ firing }) => firing.flatMap((id) => alerts.get(id)?.startedAt.getTime() ?? []));
  const began = Math.min(...starts);
  const deployed = Number.isFinite(began)
    ? await deployedIn(on, group.projectId, new Date(began - HOUR), new Date(began))
    : [];
  return { project: row?.slug ?? "", deployed };
}

async function tell(on: Connection, scene: Scene, word: Word, place: Place): Promise<void> {
  const { group, audience, now } = scene;
  const { channelId, kind, why } = word;
  const alertIds = [...word.firing, ...word.resolved];
  const id = newId(now);
  const notice = noticeOf({
    ...{ id, kind, why, now, mark: group.mark, home: homeUrl(), ...place },
    dedupKey: `wh:${fingerprint64([String(group.projectId), group.key])}`,
    group: { key: group.key, labels: group.labels, receiver: receiverWords(scene, channelId) },
    firing: storedOf(scene, word.firing),
    resolved: storedOf(scene, word.resolved),
    because: audience.whyOf.get(channelId) ?? null,
  });
  const draft = {
    ...{ id, kind, why, alertIds, notice, mark: group.mark, projectId: group.projectId },
    personId: audience.personOf.get(channelId) ?? null,
    channelId,
    fallbackOfId: null,
  };
  await post(on, draft, now);
  if (kind !== "resolved") return;
  for (const stand of await standIns(on, draft, group.createdAt)) {
    const own = newId(now);
    const copy = { ...draft, id: own, channelId: stand, notice: { ...notice, id: own } };
    await post(on, { ...copy, why: "fallback", fallbackOfId: id }, now);
  }
}

const storedOf = ({ alerts }: Scene, ids: readonly string[]): StoredAlert[] =>
  ids.flatMap((id) => alerts.get(id) ?? []);

const receiverWords = ({ audience }: Scene, channelId: string): string =>
  audience.channels.find(({ id }) => id === channelId)?.name ?? "";

type Original = { readonly channelId: string; readonly notice: Notice };

/** Channels that heard of the beginning in another's place hear of the end as well. */
async function standIns(
  on: Connection,
  { channelId, notice }: Original,
  since: Date,
): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    on,
    `WITH RECURSIVE stand AS (
       SELECT f.id, f.channel_id FROM notification AS f JOIN notification AS o ON o.id = f.fallback_of_id
       WHERE o.channel_id = $1::uuid AND o.dedup_key = $2 AND o.kind = 'firing' AND o.created_at >= $3::timestamptz
       UNION
       SELECT f.id, f.channel_id FROM notification AS f JOIN stand ON f.fallback_of_id = stand.id
     ) SELECT DISTINCT channel_id::text AS id FROM stand WHERE channel_id <> $1::uuid`,
    [channelId, notice.dedupKey, since],
  );
  return rows.map(({ id }) => id);
}
