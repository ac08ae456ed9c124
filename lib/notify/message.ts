/** Words for people without an alert behind them: an update of an incident, a crossed budget, a report. Channels that keep incidents take none. */
import type { Link, Notice, Severity } from "./notice";

export type Message = {
  /** The same over all attempts: receivers know by it what they already have. */
  readonly id: string;
  readonly kind: "message";
  readonly mark: Notice["mark"];
  /** In one word what it is: `UPDATE`, `BUDGET`, `REPORT`. */
  readonly state: string;
  /** For receivers that are programs: `update.incident`, `budget.crossed`. */
  readonly type: string;
  /** Null for what is neither good nor bad. */
  readonly severity: Severity | null;
  readonly title: string;
  /** Plain; lines stay lines. */
  readonly text: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** The rest, for those with room for tables: mail. */
  readonly tables: readonly MessageTable[];
  readonly project: string;
  /** The same for all that belongs together: the mail thread. */
  readonly dedupKey: string;
  readonly at: Date;
  readonly by: string | null;
  /** Why this reader is told. */
  readonly why: string | null;
  /** Where more of it is, and the address of this Wheelhouse. */
  readonly links: { readonly open: string; readonly home: string };
};

export type MessageTable = {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/** Whatever a channel may be asked to tell. */
export type Told = Notice | Message;

/** `UPDATE`, `DRILL UPDATE`. */
export const stateOf = ({ mark, state }: Pick<Message, "mark" | "state">): string =>
  mark ? `${mark.toUpperCase()} ${state}` : state;

/** `UPDATE: Incident 4: answers are empty`. */
export const headlineOf = (message: Message): string => `${stateOf(message)}: ${message.title}`;

/** Where there is no room for a table of them, facts are lines. */
export const wordsOf = ({ text, facts }: Pick<Message, "text" | "facts">): string =>
  [text, facts.map(([name, value]) => `${name}: ${value}`).join("\n")].filter(Boolean).join("\n\n");

/** `Wheelhouse · shop · written by Ada`, and why it is told. */
export const footerOf = ({ project, by, why }: Message): string =>
  ["Wheelhouse", project, ...(by ? [`written by ${by}`] : []), ...(why ? [why] : [])].join(" · ");

export const openLink = ({ links }: Message): Link => ({
  id: "open",
  title: "Open",
  url: links.open,
});
