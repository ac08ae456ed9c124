/** Words for people without an alert behind them, such as an update of an incident: every channel that has room for words sends them. */
import type { Link, Notice } from "./notice";

export type Message = {
  /** The same over all attempts: receivers know by it what they already have. */
  readonly id: string;
  readonly kind: "message";
  readonly mark: Notice["mark"];
  /** In one word what it is: `UPDATE`, `REPORT`. */
  readonly state: string;
  readonly title: string;
  /** Plain; lines stay lines. */
  readonly text: string;
  readonly project: string;
  /** The same for all that belongs together: the mail thread. */
  readonly dedupKey: string;
  readonly at: Date;
  readonly by: string | null;
  /** Why this reader is told; said by a stand-in for a channel that could not be reached. */
  readonly why: string | null;
  /** Where more of it is, and the address of this Wheelhouse. */
  readonly links: { readonly open: string; readonly home: string };
};

/** Whatever a channel may be asked to tell. */
export type Told = Notice | Message;

/** `UPDATE`, `DRILL UPDATE`. */
export const stateOf = ({ mark, state }: Pick<Message, "mark" | "state">): string =>
  mark ? `${mark.toUpperCase()} ${state}` : state;

/** `UPDATE: Incident 4: answers are empty`. */
export const headlineOf = (message: Message): string => `${stateOf(message)}: ${message.title}`;

/** `Wheelhouse · shop · written by Ada`, and why where another channel could not be reached. */
export const footerOf = ({ project, by, why }: Message): string =>
  ["Wheelhouse", project, ...(by ? [`written by ${by}`] : []), ...(why ? [why] : [])].join(" · ");

export const openLink = ({ links }: Message): Link => ({
  id: "open",
  title: "Open",
  url: links.open,
});
