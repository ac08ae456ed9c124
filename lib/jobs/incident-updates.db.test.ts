/** What an incident tells people outside: a real receiver, once, and of drills only what was asked for. */
import { expect, test } from "vitest";
import { declareIncident, editEntry, writeEntry } from "@/lib/incidents/commands";
import { startDrill } from "@/lib/incidents/drills/commands";
import { readIncident } from "@/lib/incidents/queries";
import { setOutboundHosts } from "@/lib/notify/deliveries/commands";
import { createChannel, switchChannel } from "@/lib/notify/settings/commands";
import { peersHere } from "@/lib/notify/testing/peers-here";
import { receiver } from "@/lib/notify/testing/receiver";
import { pool } from "@/lib/platform/pool";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { deliverDue } from "./deliver";

async function scene() {
  const ctx = await testCtx();
  const project = ctx.project.slug;
  const peer = await receiver({ status: 200 });
  await setOutboundHosts(seenBy(ctx, "owner"), { hosts: ["127.0.0.1"] });
  const hook = { project, name: "hook", kind: "webhook", config: { url: peer.url } } as const;
  const { id: channel } = await createChannel(ctx, hook);
  const heard = async () => {
    await deliverDue(pool(), { peers: () => peersHere() });
    return peer.heard.map(({ body }) => JSON.parse(body).data);
  };
  return { ctx, project, channel, heard };
}

test("an update goes to the channels that were chosen, once, and stands as it was sent", async () => {
  const { ctx, project, channel, heard } = await scene();
  const { id } = await declareIncident(ctx, { project, title: "Down", severity: "high" });
  const update = { project, id, kind: "update", text: "Effect: none.\nNext at ten." } as const;
  const sent = await writeEntry(ctx, { ...update, channels: [channel, channel] });
  expect(sent.told).toEqual(["hook"]);
  expect(await heard()).toMatchObject([
    { title: "Incident 1: Down", text: update.text, project, mark: null },
  ]);
  expect(await heard()).toHaveLength(1);
  const { timeline, channels } = await readIncident(ctx, { project, id });
  expect(timeline[0]).toMatchObject({ told: ["hook"], revision: null });
  expect(channels).toMatchObject([{ id: channel, name: "hook" }]);
  const correction = { project, id, entry: sent.id, revision: 0, text: "Effect: all." };
  await expect(editEntry(ctx, correction)).rejects.toThrow(/was sent/);
});

test("a channel that cannot be told refuses the update, and nothing is kept of it", async () => {
  const { ctx, project, channel, heard } = await scene();
  const { id } = await declareIncident(ctx, { project, title: "Down", severity: "high" });
  await switchChannel(ctx, { project, id: channel, isEnabled: false });
  await expect(
    writeEntry(ctx, { project, id, kind: "update", text: "x", channels: [channel] }),
  ).rejects.toMatchObject({ detail: { field: "channels" } });
  await expect(
    writeEntry(ctx, { project, id, kind: "note", text: "x", channels: [channel] }),
  ).rejects.toThrow(/only an update is sent/);
  const { timeline } = await readIncident(ctx, { project, id });
  expect(timeline.filter(({ what }) => what === "update" || what === "note")).toEqual([]);
  expect(await heard()).toEqual([]);
});

test("a drill tells nobody unless it is asked to, and then says what it is", async () => {
  const { ctx, project, channel, heard } = await scene();
  await startDrill(ctx, { project, scenario: "cost" });
  expect(await heard()).toEqual([]);
  const { id } = await startDrill(ctx, { project, scenario: "outage", channels: [channel] });
  await writeEntry(ctx, { project, id, kind: "update", text: "All well", channels: [channel] });
  // What belongs together goes one after the other.
  expect(await heard()).toHaveLength(1);
  expect(await heard()).toMatchObject([
    { title: "Service down", mark: "drill" },
    { title: "Incident 2: Service down", mark: "drill", text: "All well" },
  ]);
});
