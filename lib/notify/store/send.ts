/** Sends what was claimed: opens the channel, makes the links, asks the peer. */

import { Fault } from "@/lib/core/fault";
import { DAY } from "@/lib/core/time";
import { deliver } from "@/lib/notify/deliver";
import type { Notice } from "@/lib/notify/notice";
import type { Attempt, Peers } from "@/lib/notify/notifier";
import { storedNotice } from "@/lib/notify/stored-notice";
import { openChannel } from "./channels";
import { actionLinks } from "./links";
import type { Claim } from "./outbox";

/** A night and the day after it. */
const LINKS_LIVE_MS = DAY;

const broken = (answer: string): Attempt => ({ outcome: "broken", status: null, answer });

export async function send(claim: Claim, peers: Omit<Peers, "now">): Promise<Attempt> {
  const { channel, mark, now } = claim;
  // Whatever is practised stays in the house.
  if (mark === "drill")
    return {
      outcome: "delivered",
      status: null,
      answer: "a drill: nothing is sent to real channels",
    };
  if (channel.removedAt) return broken("this channel was removed");
  if (!channel.isEnabled && claim.why !== "test") return broken("this channel is switched off");
  try {
    const opened = openChannel(channel);
    return await deliver(withLinks(storedNotice(claim.notice), claim), opened, { ...peers, now });
  } catch (error) {
    // The sealed secret cannot be read: no peer was asked.
    if (error instanceof Fault) return broken(error.message);
    throw error;
  }
}

function withLinks(
  notice: Notice,
  { channel, personId, kind, alertIds, now, mark }: Claim,
): Notice {
  const [alertId] = alertIds;
  if (kind !== "firing" || !alertId || mark === "drill") return notice;
  const expiresAt = new Date(now.getTime() + LINKS_LIVE_MS);
  const links = actionLinks({ alertId, personId, channelId: channel.id, expiresAt });
  return { ...notice, links: { ...notice.links, ...links } };
}
