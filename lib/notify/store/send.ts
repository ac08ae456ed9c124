/** Sends what was claimed: opens the channel, makes the links, asks the peer. */

import { Fault } from "@/lib/core/fault";
import { DAY } from "@/lib/core/time";
import { deliver } from "@/lib/notify/deliver";
import type { Told } from "@/lib/notify/message";
import { takesBack } from "@/lib/notify/notice";
import type { Attempt, Peers } from "@/lib/notify/notifier";
import { storedNotice } from "@/lib/notify/stored-notice";
import { openChannel } from "./channels";
import { actionLinks, rollBackLink } from "./links";
import { ASKED, type Claim } from "./outbox";

/** A night and the day after it. */
const LINKS_LIVE_MS = DAY;

const broken = (answer: string): Attempt => ({ outcome: "broken", status: null, answer });

export async function send(claim: Claim, peers: Omit<Peers, "now">): Promise<Attempt> {
  const { channel, mark, now } = claim;
  // Whatever is practised stays in the house, but for what somebody asked to be told.
  if (mark === "drill" && claim.why !== ASKED)
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

function withLinks(told: Told, { channel, personId, alertIds, now }: Claim): Told {
  const [alertId] = alertIds;
  if (told.kind !== "firing" || !alertId) return told;
  const expiresAt = new Date(now.getTime() + LINKS_LIVE_MS);
  // What stands in for somebody's own channel is read by many: nobody acts there in another's name.
  const reader = channel.personId === personId ? personId : null;
  const of = { alertId, personId: reader, channelId: channel.id, expiresAt };
  const rollBack = takesBack(told) ? { rollBack: rollBackLink(of) } : {};
  return { ...told, links: { ...told.links, ...actionLinks(of), ...rollBack } };
}
