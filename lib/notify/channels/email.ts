/** A mail: text for every reader, HTML in the product's look, threaded by group. */
import { instant } from "@/lib/core/clock";
import { fingerprint64 } from "@/lib/core/hash";
import { clickable, clip, more, plain, short, webLink } from "@/lib/notify/excerpt";
import {
  footerOf,
  type Message,
  type MessageTable,
  openLink,
  stateOf,
  wordsOf,
} from "@/lib/notify/message";
import {
  conditionOf,
  labelsOf,
  linksOf,
  type Notice,
  type NoticeAlert,
  remarksOf,
  type Severity,
  startedAtOf,
  stateWords,
  subjectOf,
} from "@/lib/notify/notice";
import type { Attempt, Letter, Notifier, Peers } from "@/lib/notify/notifier";
import { said } from "@/lib/notify/notifier";
import type { ConfigOf } from "@/lib/notify/schema";
import { type Colour, htmlOf } from "./email-look";

/** Gmail cuts what is longer than 102 KB, and an `&` takes five letters. */
const MAX = {
  subject: 200,
  heading: 300,
  name: 100,
  line: 200,
  words: 20_000,
  remark: 250,
  url: 500,
};
const MOST = { alerts: 20, labels: 12, remarks: 8 };

const TONES: Readonly<Record<Severity, Colour>> = {
  critical: "critical-solid",
  high: "critical-solid",
  medium: "warning-solid",
  low: "info-solid",
};

const toneOf = ({ kind, severity }: Notice): Colour => {
  if (kind === "resolved") return "ok-solid";
  return kind === "acknowledged" ? "unknown-solid" : TONES[severity];
};

type Facts = readonly (readonly [name: string, value: string])[];

const factsOf = (notice: Notice): Facts => [
  ["Severity", notice.severity],
  ["Project", short(notice.project, MAX.name)],
  ["Started", instant(startedAtOf(notice), "UTC")],
  ...labelsOf(notice)
    .slice(0, MOST.labels)
    .map(([name, value]) => [short(name, MAX.name), short(value, MAX.line)] as const),
];

const lineOf = (alert: NoticeAlert): string =>
  alert.state === "resolved" ? "resolved" : short(conditionOf(alert), MAX.line);

export function renderEmail(notice: Notice, to: readonly string[]): Letter {
  const { hostname } = new URL(notice.links.home);
  const alerts = notice.alerts.slice(0, MOST.alerts).map((alert) => ({
    name: short(alert.name, MAX.name),
    line: lineOf(alert),
    url: alert.url,
  }));
  const left = notice.alerts.length - alerts.length;
  const page = {
    title: subjectLine(notice),
    state: stateWords(notice),
    tone: toneOf(notice),
    heading: short(subjectOf(notice), MAX.heading),
    facts: factsOf(notice),
    tables: [],
    alerts,
    more: left > 0 ? more(left) : null,
    remarks: remarksOf(notice)
      .slice(0, MOST.remarks)
      .map((remark) => short(remark, MAX.remark)),
    links: clickable(linksOf(notice), MAX.url),
    footer: short(`Sent by Wheelhouse${notice.why ? `. Why me? ${notice.why}` : ""}`, MAX.remark),
  };
  return {
    to,
    subject: page.title,
    text: textOf(page),
    html: htmlOf(page),
    messageId: `${idOf(notice.id)}@${hostname}`,
    // All notices of a group hang under one id that no mail has: a thread without a first letter.
    references: [`${idOf(notice.dedupKey)}@${hostname}`],
    headers: { "X-Wheelhouse-Kind": notice.mark ?? notice.kind },
  };
}

/** A message has no state to colour and no alert to list: its words are all there is. */
function messageLetter(message: Message, to: readonly string[]): Letter {
  const { hostname } = new URL(message.links.home);
  const text = clip(plain(message.text), MAX.words);
  const heading = short(message.title, MAX.heading);
  const footer = short(footerOf(message), MAX.remark);
  const links = clickable([openLink(message)], MAX.url);
  const facts = message.facts.map(
    ([name, value]) => [short(name, MAX.name), short(value, MAX.line)] as const,
  );
  const tables = tablesOf(message);
  return {
    to,
    subject: clip(`[${stateOf(message)}] ${short(message.title, MAX.subject)}`, MAX.subject),
    text: [
      wordsOf({ text, facts }),
      ...tables.map(tableText),
      ...links.map(({ title, url }) => `${title}: ${url}`),
      `-- \n${footer}`,
    ].join("\n\n"),
    html: htmlOf({
      ...{
        title: heading,
        state: stateOf(message),
        tone: toneOfMessage(message),
        heading,
        footer,
        links,
      },
      ...{ facts, tables, alerts: [], more: null, remarks: text.split(/\n{2,}/) },
    }),
    messageId: `${idOf(message.id)}@${hostname}`,
    references: [`${idOf(message.dedupKey)}@${hostname}`],
    headers: { "X-Wheelhouse-Kind": message.mark ?? "message" },
  };
}

const toneOfMessage = ({ severity }: Message): Colour =>
  severity === null ? "info-solid" : TONES[severity];

const MOST_TABLES = 12;
const MOST_ROWS = 20;

const tablesOf = ({ tables }: Message): MessageTable[] =>
  tables.slice(0, MOST_TABLES).map(({ title, head, rows }) => ({
    title: short(title, MAX.name),
    head: head.map((cell) => short(cell, MAX.name)),
    rows: rows.slice(0, MOST_ROWS).map((row) => row.map((cell) => short(cell, MAX.name))),
  }));

/** As it is read in a terminal: columns apart by bars. */
const tableText = ({ title, head, rows }: MessageTable): string =>
  [title, ...[head, ...rows].map((row) => `  ${row.map(plain).join(" | ")}`)].join("\n");

const idOf = (key: string): string => `wheelhouse-${fingerprint64([key])}`;

const subjectLine = (notice: Notice): string =>
  clip(`[${stateWords(notice)}] ${short(subjectOf(notice), MAX.subject)}`, MAX.subject);

type TextPage = Omit<Parameters<typeof htmlOf>[0], "tone" | "tables">;

function textOf({ state, heading, remarks, alerts, more, facts, links, footer }: TextPage): string {
  const part = (lines: readonly string[]) => (lines.length > 0 ? [lines.join("\n")] : []);
  return [
    `${state}: ${heading}`,
    ...part(remarks),
    ...part([...alerts.map(({ name, line }) => `- ${name}: ${line}`), ...(more ? [more] : [])]),
    ...part(facts.map(([name, value]) => `${name}: ${plain(value)}`)),
    ...part(links.map(({ title, url }) => `${title}: ${webLink(url, MAX.url) ?? ""}`)),
    `-- \n${footer}`,
  ].join("\n\n");
}

export const email: Notifier<ConfigOf<"email">> = {
  isStateful: false,
  takes: ["firing", "acknowledged", "resolved"],
  send: (notice, { to }, { mail }) => posted(renderEmail(notice, to), mail),
  say: (message, { to }, { mail }) => posted(messageLetter(message, to), mail),
};

async function posted(letter: Letter, mail: Peers["mail"]): Promise<Attempt> {
  const { answer, refused } = await mail(letter);
  const words = refused.length > 0 ? `${answer}; refused: ${refused.join(", ")}` : answer;
  const status = Number(/^\d{3}/.exec(answer)?.[0] ?? 250);
  return { outcome: "delivered", status, answer: said(words) };
}
