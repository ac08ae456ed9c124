/** Discord by webhook, as one embed. Markdown in what people wrote is escaped, and nobody is mentioned by accident. */
import type { HttpReply } from "@/lib/core/exchange";
import { SECOND } from "@/lib/core/time";
import {
  clickable,
  clip,
  escapedWithin,
  listed,
  oneLine,
  plain,
  webLink,
} from "@/lib/notify/excerpt";
import {
  footerOf as footerOfMessage,
  type Message,
  headlineOf as messageHeadline,
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
  type Severity,
  signOf,
  startedAtOf,
  subjectOf,
} from "@/lib/notify/notice";
import {
  type Attempt,
  jsonAsk,
  judgeReply,
  overHttp,
  retry,
  waitWithin,
} from "@/lib/notify/notifier";
import type { ConfigOf } from "@/lib/notify/schema";

/** Within 256 a title, 4096 a description, 25 fields of 256 and 1024, 2000 of content, 6000 in all. */
const MAX = {
  content: 400,
  title: 256,
  description: 2_400,
  name: 80,
  value: 240,
  url: 500,
  footer: 200,
};
const MOST = { alerts: 15, labels: 6 };

const COLOURS: Readonly<Record<Severity, number>> = {
  critical: 0xc7252c,
  high: 0xd9772b,
  medium: 0xe0b400,
  low: 0x1769b8,
};
const RESOLVED = 0x177f45;
const ACKNOWLEDGED = 0x6a6a73;

/** `@` is broken by a space without width: escaping does not stop `@everyone` from looking like one. */
const MARKUP: Readonly<Record<string, string>> = { "@": "@\u200b" };
const escapeLetter = (letter: string): string =>
  MARKUP[letter] ?? (/[\\*_~`|<>#[\]():+-]/.test(letter) ? `\\${letter}` : letter);
const literal = (text: string, max: number): string =>
  escapedWithin(oneLine(text), max, escapeLetter) || "—";

const colourOf = ({ kind, severity }: Notice): number => {
  if (kind === "resolved") return RESOLVED;
  return kind === "acknowledged" ? ACKNOWLEDGED : COLOURS[severity];
};

export function renderDiscord(
  notice: Notice,
  { roleId }: Pick<ConfigOf<"discord">, "roleId">,
): object {
  const isLoud = notice.kind === "firing" && notice.severity === "critical" && !notice.mark;
  const role = isLoud && roleId ? roleId : null;
  const content = literal(headlineOf(notice), MAX.content);
  const url = webLink(notice.links.alert, MAX.url);
  return {
    username: "Wheelhouse",
    content: role ? `<@&${role}> ${content}` : content,
    allowed_mentions: { parse: [], roles: role ? [role] : [] },
    embeds: [
      {
        title: clip(`${signOf(notice)} ${literal(subjectOf(notice), MAX.title - 4)}`, MAX.title),
        ...(url && { url }),
        description: descriptionOf(notice),
        color: colourOf(notice),
        timestamp: startedAtOf(notice).toISOString(),
        fields: fieldsOf(notice),
        footer: { text: clip(oneLine(footerOf(notice)), MAX.footer) },
      },
    ],
  };
}

function sayInDiscord(message: Message): object {
  const url = webLink(message.links.open, MAX.url);
  return {
    username: "Wheelhouse",
    content: literal(messageHeadline(message), MAX.content),
    allowed_mentions: { parse: [], roles: [] },
    embeds: [
      {
        title: literal(message.title, MAX.title),
        ...(url && { url }),
        description: escapedWithin(plain(wordsOf(message)), MAX.description, escapeLetter) || "—",
        color: COLOURS.low,
        timestamp: message.at.toISOString(),
        fields: [],
        footer: { text: clip(oneLine(footerOfMessage(message)), MAX.footer) },
      },
    ],
  };
}

function descriptionOf(notice: Notice): string {
  const { alerts } = notice;
  const lineFor = alerts.length === 1 ? conditionOf : lineOf;
  const links = clickable(linksOf(notice), MAX.url).map(({ title, url }) => `[${title}](<${url}>)`);
  const remarks = listed(remarksOf(notice), (remark) => literal(remark, 160), 600, 5);
  const facts = listed(alerts, (alert) => literal(lineFor(alert), 300), 1_000, MOST.alerts);
  // Links that do not fit are left out whole: half a link leads nowhere.
  const words = [facts, remarks].filter(Boolean).join("\n");
  const room = MAX.description - words.length - 1;
  return (
    [words, ...(links.join(" · ").length <= room ? [links.join(" · ")] : [])].join("\n").trim() ||
    "—"
  );
}

const fieldsOf = (notice: Notice) =>
  [
    ["Severity", notice.severity],
    ["Project", notice.project],
    ...labelsOf(notice).slice(0, MOST.labels),
  ].map(([name = "", value = ""]) => ({
    name: literal(name, MAX.name),
    value: literal(value, MAX.value),
    inline: true,
  }));

function footerOf({ alerts, why }: Notice): string {
  const [first] = alerts;
  return [...(first ? [`fp ${first.fingerprint}`] : []), ...(why ? [`why me? ${why}`] : [])].join(
    " · ",
  );
}

/** Discord says in the body how long to wait, to the millisecond; its header is for the whole address. */
function judge(reply: HttpReply, now: Date): Attempt {
  const judged = judgeReply(reply, now);
  const seconds = reply.status === 429 ? secondsIn(reply.body) : null;
  return seconds === null
    ? judged
    : retry(reply.status, judged.answer, waitWithin(seconds * SECOND));
}

function secondsIn(body: string): number | null {
  try {
    const { retry_after: seconds } = JSON.parse(body) as { retry_after?: unknown };
    return typeof seconds === "number" && Number.isFinite(seconds) ? seconds : null;
  } catch {
    return null;
  }
}

export const discord = overHttp<ConfigOf<"discord">>({
  isStateful: true,
  takes: ["firing", "acknowledged", "resolved"],
  request: (notice, config) => jsonAsk(waiting(config.url), renderDiscord(notice, config)),
  words: (message, { url }) => jsonAsk(waiting(url), sayInDiscord(message)),
  judge,
});

/** With `wait`, Discord answers after the message is stored, not before. */
function waiting(address: string): string {
  const url = new URL(address);
  url.searchParams.set("wait", "true");
  return url.href;
}
