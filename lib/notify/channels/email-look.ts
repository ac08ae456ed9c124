/** How a mail looks: the console's colours (mail programs know no variables), tables (they know little else), all text escaped. */
import { plain, webLink } from "@/lib/notify/excerpt";
import type { MessageTable } from "@/lib/notify/message";
import type { Link } from "@/lib/notify/notice";

/** The light theme of app/globals.css; a test holds the two together. */
export const LIGHT = {
  page: "#f5f5f6",
  panel: "#fcfcfd",
  line: "#e2e2e6",
  primary: "#17171a",
  secondary: "#4a4a52",
  muted: "#666670",
  accent: "#4f46d8",
  "on-solid": "#ffffff",
  "ok-solid": "#177f45",
  "info-solid": "#1769b8",
  "warning-solid": "#a55a05",
  "critical-solid": "#c7252c",
  "unknown-solid": "#6a6a73",
} as const;
export type Colour = keyof typeof LIGHT;

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
/** Safe between tags and in quoted attributes. */
export const escapeHtml = (text: string): string =>
  plain(text).replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);

export type Page = {
  readonly title: string;
  readonly state: string;
  readonly tone: Colour;
  readonly heading: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly alerts: readonly {
    readonly name: string;
    readonly line: string;
    readonly url: string;
  }[];
  readonly more: string | null;
  readonly tables: readonly MessageTable[];
  readonly remarks: readonly string[];
  readonly links: readonly Link[];
  readonly footer: string;
};

const MAX_URL = 2_000;

export function htmlOf(page: Page): string {
  const { title, state, tone, heading, facts, alerts, more, tables, remarks, links, footer } = page;
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<meta name="color-scheme" content="light"><title>${escapeHtml(title)}</title></head>`,
    `<body style="margin:0;padding:16px;background:${LIGHT.page};color:${LIGHT.primary};${FONT};font-size:14px;line-height:20px">`,
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;margin:0 auto;background:${LIGHT.panel};border:1px solid ${LIGHT.line};border-radius:6px;border-top:4px solid ${LIGHT[tone]}">`,
    `<tr><td style="padding:16px">`,
    `<p style="margin:0 0 8px"><span style="background:${LIGHT[tone]};color:${LIGHT["on-solid"]};border-radius:4px;padding:2px 8px;font-size:12px;font-weight:600">${escapeHtml(state)}</span></p>`,
    `<h1 style="margin:0 0 12px;font-size:20px;line-height:26px;font-weight:600">${escapeHtml(heading)}</h1>`,
    ...remarks.map(
      (remark) =>
        `<p style="margin:0 0 8px;white-space:pre-line;color:${LIGHT.secondary}">${escapeHtml(remark)}</p>`,
    ),
    alertTable(alerts, more),
    factTable(facts),
    ...tables.map(figureTable),
    `<p style="margin:16px 0 0">${links.map(button).join(" ")}</p>`,
    `</td></tr></table>`,
    `<p style="max-width:600px;margin:12px auto 0;color:${LIGHT.muted};font-size:12px">${escapeHtml(footer)}</p>`,
    `</body></html>`,
  ].join("\n");
}

const cell = (text: string, style: string): string =>
  `<td style="padding:4px 12px 4px 0;vertical-align:top;${style}">${text}</td>`;

const rows = (lines: readonly string[]): string =>
  lines.length === 0
    ? ""
    : `<table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 0 12px;font-size:13px">${lines.join("")}</table>`;

const factTable = (facts: Page["facts"]): string =>
  rows(
    facts.map(
      ([name, value]) =>
        `<tr>${cell(escapeHtml(name), `color:${LIGHT.muted}`)}${cell(escapeHtml(value), "")}</tr>`,
    ),
  );

/** Figures stand at the right, but for the first column, which names them. */
const figureTable = ({ title, head, rows: lines }: MessageTable): string =>
  [
    `<h2 style="margin:16px 0 4px;font-size:14px;line-height:20px;font-weight:600">${escapeHtml(title)}</h2>`,
    rows([
      `<tr>${head.map((text, i) => cell(escapeHtml(text), `color:${LIGHT.muted};${sideOf(i)}`)).join("")}</tr>`,
      ...lines.map(
        (row) =>
          `<tr>${row.map((text, i) => cell(escapeHtml(text), `border-top:1px solid ${LIGHT.line};${sideOf(i)}`)).join("")}</tr>`,
      ),
    ]),
  ].join("");

const sideOf = (column: number): string => (column === 0 ? "" : "text-align:right");

function alertTable(alerts: Page["alerts"], more: string | null): string {
  const lines = alerts.map(
    ({ name, line, url }) =>
      `<tr>${cell(anchor(url, name), "font-weight:600")}${cell(escapeHtml(line), "")}</tr>`,
  );
  return rows([
    ...lines,
    ...(more ? [`<tr>${cell(escapeHtml(more), `color:${LIGHT.muted}`)}</tr>`] : []),
  ]);
}

function anchor(address: string, text: string): string {
  const url = webLink(address, MAX_URL);
  return url
    ? `<a href="${escapeHtml(url)}" style="color:${LIGHT.accent}">${escapeHtml(text)}</a>`
    : escapeHtml(text);
}

function button({ id, title, url: address }: Link): string {
  const url = webLink(address, MAX_URL);
  if (!url) return "";
  const isFirst = id === "acknowledge";
  const colours = isFirst
    ? `background:${LIGHT.accent};color:${LIGHT["on-solid"]}`
    : `color:${LIGHT.primary}`;
  return `<a href="${escapeHtml(url)}" style="display:inline-block;margin:0 4px 8px 0;padding:8px 14px;border:1px solid ${isFirst ? LIGHT.accent : LIGHT.line};border-radius:4px;text-decoration:none;font-weight:600;${colours}">${escapeHtml(title)}</a>`;
}
