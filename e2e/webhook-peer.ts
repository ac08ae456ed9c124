/** A program that takes a project's notifications by webhook: a real HTTP peer, told at once. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { APIRequestContext } from "@playwright/test";
import { body, type Project } from "./api";

type Told = { readonly data: { readonly rule: string; readonly roll_back_url: string | null } };

export type WebhookPeer = {
  /** The address that takes back, once an alert of that name has told it; null before. */
  readonly rollBackUrl: (alertName: string) => string | null;
  readonly close: () => void;
};

export async function webhookPeer(
  owner: APIRequestContext,
  { slug: project }: Project,
): Promise<WebhookPeer> {
  const heard: Told[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    heard.push(JSON.parse(Buffer.concat(chunks).toString("utf8")));
    response.end();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await body(await owner.put("/api/v1/outbound-hosts", { data: { hosts: [`127.0.0.1:${port}`] } }));
  const config = { url: `http://127.0.0.1:${port}/hook` };
  const channel = { project, name: "Deployer", kind: "webhook", config };
  const { id } = await body<{ id: string }>(
    await owner.post("/api/v1/channels", { data: channel }),
  );
  const policy = { channels: [id], waitMs: 0 };
  await body(
    await owner.put("/api/v1/notification-policy", { data: { project, revision: 0, policy } }),
  );
  return {
    rollBackUrl: (alertName) =>
      heard.find(({ data }) => data.rule === alertName)?.data.roll_back_url ?? null,
    close: () => server.close(),
  };
}
