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
import type { Told } from "./message";
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

export async function deliver(told: Told, channel: Channel, peers: Peers): Promise<Attempt> {
  // A channel's kind and its configuration were parsed together; the compiler cannot follow a pair.
  const notifier = NOTIFIERS[channel.kind] as Notifier<Channel["config"]>;
  const { config } = channel;
  if (told.kind === "message") {
    const { say } = notifier;
    return say
      ? attempt(() => say(told, config, discreet(peers, channel)))
      : nothing(`${channel.kind} takes alerts and no other words`);
  }
  if (!notifier.takes.includes(told.kind)) return nothing(`nothing is sent when ${told.kind}`);
  return attempt(() => notifier.send(told, config, discreet(peers, channel)));
}

const nothing = (answer: string): Attempt => ({ outcome: "delivered", status: null, answer });

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
