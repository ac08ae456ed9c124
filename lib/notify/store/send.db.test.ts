/** What is sent carries links for those who read that channel, and for nobody else. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { alertWith, noticeWith } from "@/lib/notify/testing/notice";
import { channelAt, peers, WELL } from "@/lib/notify/testing/peers";
import { receiver } from "@/lib/notify/testing/receiver";
import { sealedParts } from "./channels";
import { openLink } from "./links";
import type { Claim } from "./outbox";
import { send } from "./send";

const labels = { alertname: "Rollout waits for people", rollout: "agent-real" };
const PERSON = randomUUID();

/** A webhook of the project, told of a rollout that waits. */
async function toldBy(personId: string | null, ownerId: string | null) {
  const peer = await receiver(WELL.webhook);
  const hook = channelAt("webhook", peer.url);
  const now = new Date();
  const notice = noticeWith({ alerts: [alertWith({ labels })] });
  const channel: Claim["channel"] = {
    ...{ id: randomUUID(), kind: "webhook", name: "ops", wantsResolved: true, isEnabled: true },
    ...{ fallbackId: null, personId: ownerId, removedAt: null },
    ...sealedParts(hook),
  };
  const claim: Claim = {
    ...{ id: randomUUID(), projectId: 1, kind: "firing", why: "new", alertIds: [randomUUID()] },
    ...{ notice: JSON.parse(JSON.stringify(notice)), dedupKey: notice.dedupKey, personId },
    ...{ mark: null, attempts: 1, firstAt: now, now, channel },
  };
  expect(await send(claim, peers)).toMatchObject({ outcome: "delivered" });
  const { data } = JSON.parse(peer.heard[0]?.body ?? "{}") as { data: Record<string, string> };
  const opened = (field: string) => openLink(data[field]?.split("/").at(-1) ?? "", now)?.claims;
  return { claim, acknowledge: opened("acknowledge_url"), rollBack: opened("roll_back_url") };
}

test("a webhook gets the address that rolls back, for a day, for whoever is signed in", async () => {
  const { claim, rollBack } = await toldBy(null, null);
  expect(rollBack).toEqual({
    ...{ act: "rollBack", alertId: claim.alertIds[0], channelId: claim.channel.id },
    ...{ personId: null, expiresAt: claim.now.getTime() + 86_400_000 },
  });
});

test("what stands in for somebody's own channel does not act in their name", async () => {
  const { acknowledge, rollBack } = await toldBy(PERSON, null);
  expect([acknowledge?.personId, rollBack?.personId]).toEqual([null, null]);
});

test("somebody's own channel acts as them", async () => {
  const { acknowledge, rollBack } = await toldBy(PERSON, PERSON);
  expect([acknowledge?.personId, rollBack?.personId]).toEqual([PERSON, PERSON]);
});
