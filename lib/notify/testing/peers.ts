/** For tests: each channel pointed at a receiver on this machine, and how a real peer answers that is well. */

import { deliver } from "@/lib/notify/deliver";
import type { Told } from "@/lib/notify/message";
import type { Peers } from "@/lib/notify/notifier";
import { type Channel, channelSchema } from "@/lib/notify/schema";
import { outbound } from "@/lib/platform/outbound";
import { FORMATS } from "./formats";
import { receiver } from "./receiver";

export const NOW = new Date("2026-11-20T09:53:00.000Z");
export const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

export const peers: Peers = {
  ask: outbound({ allow: ["127.0.0.1"], timeoutMs: 2_000 }),
  mail: () => Promise.reject(new Error("No mail is expected")),
  now: NOW,
};

/** Each channel at its receiver, and the answers of a real peer that is well. */
export const WELL = {
  slack: { status: 200, body: "ok" },
  discord: { status: 200, body: '{"id":"42"}' },
  teams: { status: 202 },
  pagerduty: { status: 202, body: '{"status":"success","message":"Event processed"}' },
  opsgenie: { status: 202, body: '{"result":"Request will be processed"}' },
  sms: { status: 201, body: '{"sid":"SM1","status":"queued"}' },
  alertmanager: { status: 200 },
  webhook: { status: 204 },
} as const;
export type Kind = keyof typeof WELL;
export const KINDS = Object.keys(WELL) as Kind[];

export function channelAt(kind: Kind, url: string, more: object = {}): Channel {
  const configs: Record<Kind, object> = {
    slack: { url: `${url}/services/T000/B000/XXXX` },
    discord: { url: `${url}/api/webhooks/1/tok`, roleId: "1234" },
    teams: { url: `${url}/workflows/1?sig=abcdef` },
    pagerduty: { url, routingKey: "0123456789abcdef0123456789abcdef" },
    opsgenie: { url, apiKey: "00000000-0000-0000-0000-000000000000", team: "ai-oncall" },
    sms: {
      url: `${url}/Messages.json`,
      username: "AC1",
      password: "pa:sswörd",
      from: "+15550001",
      to: "+4915112345678",
    },
    alertmanager: { url: `${url}/hook`, token: "tok-123456" },
    webhook: { url: `${url}/hook`, secret: SECRET },
  };
  return channelSchema.parse({ kind, config: { ...configs[kind], ...more } });
}

/** One notice to a receiver that is well and strict about the format. */
export async function sent(kind: Kind, notice: Told, more: object = {}) {
  const isNote = notice.kind !== "firing" && kind === "opsgenie";
  const format = kind === "sms" ? undefined : isNote ? FORMATS.opsgenieNote : FORMATS[kind];
  const peer = await receiver(WELL[kind], format);
  const attempt = await deliver(notice, channelAt(kind, peer.url, more), peers);
  const [request] = peer.heard;
  return { attempt, request, body: request && kind !== "sms" ? JSON.parse(request.body) : null };
}
