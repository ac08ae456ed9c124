/** The way out: one notice by one channel, with an answer that can be written down whatever happens. */
import { alertmanager } from "./channels/alertmanager";
import { discord } from "./channels/discord";
import { email } from "./channels/email";
import { opsgenie } from "./channels/opsgenie";
import { pagerduty } from "./channels/pagerduty";
import { slack } from "./channels/slack";
import { sms } from "./channels/sms";
import { teams } from "./channels/teams";
import { webhook } from "./channels/webhook";
import type { Notice } from "./notice";
import { type Attempt, attempt, type Notifier, type Peers } from "./notifier";
import { type Channel, type ChannelKind, type ConfigOf, secretTexts } from "./schema";

/** Taking shorter texts out would leave holes in honest words. */
const LEAST_SECRET = 6;

export const NOTIFIERS: { readonly [K in ChannelKind]: Notifier<ConfigOf<K>> } = {
  email,
  slack,
  discord,
  teams,
  pagerduty,
  opsgenie,
  sms,
  alertmanager,
  webhook,
};

export async function deliver(notice: Notice, channel: Channel, peers: Peers): Promise<Attempt> {
  // A channel's kind and its configuration were parsed together; the compiler cannot follow a pair.
  const notifier = NOTIFIERS[channel.kind] as Notifier<Channel["config"]>;
  if (!notifier.takes.includes(notice.kind)) {
    return { outcome: "delivered", status: null, answer: `nothing is sent when ${notice.kind}` };
  }
  return attempt(() => notifier.send(notice, channel.config, discreet(peers, channel)));
}

/** A peer may repeat what it was told, and what it says is kept: its secrets are taken out first. */
function discreet(peers: Peers, channel: Channel): Peers {
  const forms = secretTexts(channel).flatMap((secret) => [secret, secret.replaceAll("/", "\\/")]);
  const scrubbed = (body: string) =>
    forms
      .filter((form) => form.length >= LEAST_SECRET)
      .reduce((text, form) => text.replaceAll(form, "[redacted]"), body);
  return {
    ...peers,
    ask: async (question) => {
      const reply = await peers.ask(question);
      return { ...reply, body: scrubbed(reply.body) };
    },
  };
}
