/** Microsoft Teams by workflow, as an adaptive card. What people wrote goes into text runs, which know no Markdown. */
import { clickable, clip, listed, oneLine, plain, short } from "@/lib/notify/excerpt";
import {
  footerOf,
  type Message,
  headlineOf as messageHeadline,
  openLink,
  wordsOf,
} from "@/lib/notify/message";
import {
  conditionOf,
  type Link,
  labelsOf,
  lineOf,
  linksOf,
  type Notice,
  remarksOf,
  signOf,
  startedAtOf,
  stateWords,
  subjectOf,
} from "@/lib/notify/notice";
import { jsonAsk, overHttp } from "@/lib/notify/notifier";
import type { ConfigOf } from "@/lib/notify/schema";

/** The whole must stay below 20 KB; a letter takes up to three bytes, or four with its second half. */
const MAX = {
  ...{ title: 200, lines: 1_400, words: 3_000, remarks: 600, label: 160, url: 1_000, why: 160 },
};
const MOST = { alerts: 10, labels: 6 };

type Style = { readonly [name: string]: string | boolean };

/** Each line is a paragraph of its own: runs do not break lines. */
const literal = (text: string, style: Style = {}) =>
  plain(text)
    .split("\n")
    .map((line) => ({
      type: "RichTextBlock",
      inlines: [{ type: "TextRun", text: line || " ", ...style }],
    }));

const toneOf = ({ kind, severity }: Notice): string => {
  if (kind === "resolved") return "Good";
  if (kind === "acknowledged") return "Accent";
  return severity === "critical" || severity === "high" ? "Attention" : "Warning";
};

export function renderTeams(notice: Notice): object {
  const { alerts, severity } = notice;
  const lineFor = alerts.length === 1 ? conditionOf : lineOf;
  const labels = labelsOf(notice)
    .slice(0, MOST.labels)
    .map(([name, value]) => short(`${oneLine(name)}: ${oneLine(value)}`, MAX.label));
  const remarks = remarksOf(notice);
  const why = notice.why ? [short(`why me? ${notice.why}`, MAX.why)] : [];
  return cardOf({
    body: [
      ...literal(
        `${signOf(notice)} ${stateWords(notice)}: ${short(subjectOf(notice), MAX.title)}`,
        {
          size: "Medium",
          weight: "Bolder",
          color: toneOf(notice),
        },
      ),
      ...literal(listed(alerts, (alert) => short(lineFor(alert), 200), MAX.lines, MOST.alerts)),
      {
        type: "FactSet",
        facts: [
          { title: "Severity", value: severity },
          { title: "Started", value: startedAtOf(notice).toISOString() },
        ],
      },
      ...[short(`project: ${notice.project}`, MAX.label), ...labels].flatMap((line) =>
        literal(line),
      ),
      ...(remarks.length > 0
        ? literal(listed(remarks, (remark) => short(remark, 200), MAX.remarks, 5))
        : []),
      ...why.flatMap((line) => literal(line, { isSubtle: true, size: "Small" })),
    ],
    links: linksOf(notice),
  });
}

const sayInTeams = (message: Message): object =>
  cardOf({
    body: [
      ...literal(short(messageHeadline(message), MAX.title), {
        ...{ size: "Medium", weight: "Bolder" },
      }),
      ...literal(clip(plain(wordsOf(message)), MAX.words)),
      ...literal(short(footerOf(message), MAX.why), { isSubtle: true, size: "Small" }),
    ],
    links: [openLink(message)],
  });

function cardOf({ body, links }: { body: readonly object[]; links: readonly Link[] }): object {
  const content = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    msteams: { width: "full" },
    body,
    actions: clickable(links, MAX.url).map(({ title, url }) => ({
      type: "Action.OpenUrl",
      title,
      url,
    })),
  };
  return {
    type: "message",
    attachments: [
      { contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content },
    ],
  };
}

export const teams = overHttp<ConfigOf<"teams">>({
  isStateful: true,
  takes: ["firing", "acknowledged", "resolved"],
  request: (notice, { url }) => jsonAsk(url, renderTeams(notice)),
  words: (message, { url }) => jsonAsk(url, sayInTeams(message)),
});
