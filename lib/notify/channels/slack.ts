/** Slack by incoming webhook, as Block Kit. What people wrote goes into plain text, which Slack reads as it stands. */
import {
  clickable,
  clip,
  escapedWithin,
  listed,
  oneLine,
  plain,
  short,
} from "@/lib/notify/excerpt";
import {
  footerOf,
  type Message,
  headlineOf as messageHeadline,
  openLink,
  wordsOf,
} from "@/lib/notify/message";
import {
  conditionOf,
  headlineOf,
  labelsOf,
  lineOf,
  linksOf,
  type Notice,
  remarksOf,
  signOf,
  startedAtOf,
  subjectOf,
} from "@/lib/notify/notice";
import { jsonAsk, judgeReply, overHttp } from "@/lib/notify/notifier";
import type { ConfigOf } from "@/lib/notify/schema";

/** Below Slack's own limits (3000 a section, 2000 a field, 3000 an address), so that the whole stays within 12,000. */
const MAX = {
  ...{ text: 300, header: 150, section: 1_500, words: 2_900, remarks: 600, field: 180, url: 800 },
};
const MOST = { alerts: 10, labels: 4 };

type Text = { readonly type: "plain_text" | "mrkdwn"; readonly text: string };

/** Slack refuses empty texts. */
const literal = (text: string, max: number): Text & { readonly emoji: false } => ({
  type: "plain_text",
  text: clip(plain(text).trim(), max) || "—",
  emoji: false,
});
/** For our own words only. */
const marked = (text: string): Text => ({ type: "mrkdwn", text });

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const escaped = (text: string, max: number): string =>
  escapedWithin(oneLine(text), max, (letter) => ESCAPES[letter] ?? letter);

/** Shown in the reader's own time zone. */
function date(at: Date): string {
  const fallback = `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return `<!date^${Math.floor(at.getTime() / 1_000)}^{date_short_pretty} {time}|${fallback}>`;
}

export function renderSlack(notice: Notice): object {
  const { alerts, severity, project } = notice;
  const [only, ...others] = alerts;
  const lineFor = only && others.length === 0 ? conditionOf : lineOf;
  const remarks = remarksOf(notice);
  const buttons = clickable(linksOf(notice), MAX.url);
  return {
    text: escaped(headlineOf(notice), MAX.text),
    blocks: [
      { type: "header", text: literal(`${signOf(notice)} ${subjectOf(notice)}`, MAX.header) },
      {
        type: "section",
        text: literal(
          listed(alerts, (alert) => short(lineFor(alert), 300), MAX.section, MOST.alerts),
          MAX.section,
        ),
        fields: [
          marked(`*Severity*\n${severity}`),
          marked(`*Started*\n${date(startedAtOf(notice))}`),
          literal(`Project\n${oneLine(project)}`, MAX.field),
          ...labelsOf(notice)
            .slice(0, MOST.labels)
            .map(([name, value]) => literal(`${short(name, 60)}\n${oneLine(value)}`, MAX.field)),
        ],
      },
      ...(remarks.length > 0
        ? [
            {
              type: "section",
              text: literal(listed(remarks, oneLine, MAX.remarks, 6), MAX.remarks),
            },
          ]
        : []),
      ...(buttons.length > 0 ? [{ type: "actions", elements: buttons.map(button) }] : []),
      {
        type: "context",
        elements: [
          literal(`Wheelhouse · ${only ? `fp ${only.fingerprint}` : "no alert"}`, MAX.field),
          ...(notice.why ? [literal(`why me? ${oneLine(notice.why)}`, MAX.field)] : []),
        ],
      },
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
}

function sayInSlack(message: Message): object {
  return {
    text: escaped(messageHeadline(message), MAX.text),
    blocks: [
      { type: "header", text: literal(messageHeadline(message), MAX.header) },
      { type: "section", text: literal(wordsOf(message), MAX.words) },
      {
        type: "actions",
        elements: clickable([openLink(message)], MAX.url).map(button),
      },
      { type: "context", elements: [literal(footerOf(message), MAX.field)] },
    ].filter(({ elements }) => elements?.length !== 0),
    unfurl_links: false,
    unfurl_media: false,
  };
}

const button = ({ id, title, url }: { id: string; title: string; url: string }) => ({
  type: "button",
  action_id: id,
  text: { type: "plain_text", text: title },
  url,
  ...(id === "acknowledge" && { style: "primary" }),
});

export const slack = overHttp<ConfigOf<"slack">>({
  isStateful: true,
  takes: ["firing", "acknowledged", "resolved"],
  request: (notice, { url }) => jsonAsk(url, renderSlack(notice)),
  words: (message, { url }) => jsonAsk(url, sayInSlack(message)),
  // Some refusals come with 200; only `ok` is one.
  judge: (reply, now) => {
    const judged = judgeReply(reply, now);
    const isTaken = judged.outcome !== "delivered" || reply.body.trim() === "ok";
    return isTaken ? judged : { ...judged, outcome: "broken" };
  },
});
