/** A text message through a gateway that takes Twilio's form. */
import type { HttpAsk } from "@/lib/core/exchange";
import { oneLine, short, webLink } from "@/lib/notify/excerpt";
import { type Message, headlineOf as messageHeadline } from "@/lib/notify/message";
import { headlineOf, type Notice } from "@/lib/notify/notice";
import { overHttp } from "@/lib/notify/notifier";
import type { ConfigOf } from "@/lib/notify/schema";

/** Gateways refuse above 1600; every 70 letters (160 plain ones) are billed as one message. */
const MAX = { whole: 480, headline: 200, words: 320, url: 280 };

export function renderSms(notice: Notice): string {
  const headline = short(`${headlineOf(notice)} (${oneLine(notice.project)})`, MAX.headline);
  const { acknowledge, alert } = notice.links;
  // One link: where acknowledging is possible, it leads to the alert as well.
  const link =
    (notice.kind === "firing" && webLink(acknowledge, MAX.url)) || webLink(alert, MAX.url);
  return short(headline, MAX.whole) + (link ? `\n${link}` : "");
}

function saySms(message: Message): string {
  const link = webLink(message.links.open, MAX.url);
  const words = short(`${messageHeadline(message)}. ${message.text}`, MAX.words);
  return words + (link ? `\n${link}` : "");
}

type Config = ConfigOf<"sms">;

function request(text: string, { url, username, password, from, to }: Config): HttpAsk {
  const form = new URLSearchParams({ To: to, From: from, Body: text });
  const pair = new TextEncoder().encode(`${username}:${password}`);
  return {
    url,
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "user-agent": "Wheelhouse",
      authorization: `Basic ${btoa(String.fromCharCode(...pair))}`,
    },
    body: form.toString(),
    field: "url",
  };
}

export const sms = overHttp<ConfigOf<"sms">>({
  isStateful: false,
  takes: ["firing", "resolved"],
  request: (notice, config) => request(renderSms(notice), config),
  words: (message, config) => request(saySms(message), config),
});
