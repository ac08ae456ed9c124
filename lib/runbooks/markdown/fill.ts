/** Puts the values of the alert that opened a runbook where its text leaves room for them. */
import type { Block, Inline, PanelFilter } from "./node";
import { mapped } from "./outline";

/** What is known of the alert; nothing is where a runbook is read by itself. */
export type Values = {
  readonly alertname?: string | null;
  readonly value?: string | null;
  readonly labels?: Readonly<Record<string, string>>;
};

const HOLE = /\{\{\s*(alertname|value|labels\.[\w-]+)\s*(?:\|([^{}]*))?\}\}/g;

/** The words after a bar stand in for what is not known; without any, the hole stays to be seen. */
export const filledText = (text: string, values: Values): string =>
  text.replaceAll(
    HOLE,
    (hole, name: string, words?: string) => knownOf(name, values) ?? words?.trim() ?? hole,
  );

function knownOf(name: string, { alertname, value, labels }: Values): string | null {
  if (name === "alertname") return alertname || null;
  if (name === "value") return value || null;
  const label = name.slice("labels.".length);
  return (labels && Object.hasOwn(labels, label) && labels[label]) || null;
}

/** Whether every hole of a text has a value. */
const isKnown = (text: string, values: Values): boolean =>
  [...text.matchAll(HOLE)].every(([, name = ""]) => knownOf(name, values) !== null);

/** Values are text in a tree that is made already: none of them can become markup, and code stays as it is. */
export const filled = (blocks: readonly Block[], values: Values): Block[] =>
  mapped(
    blocks,
    (inline) => filledInline(inline, values),
    (block) => filledBlock(block, values),
  );

function filledInline(inline: Inline, values: Values): Inline {
  if (inline.kind === "text") return { ...inline, text: filledText(inline.text, values) };
  if (inline.kind !== "link" || !inline.href?.startsWith("/")) return inline;
  return { ...inline, href: filledHref(inline.href, values) };
}

const HREF_HOLE = /\{\{[^{}]*\}\}/g;

/** A value within an address is one part of it, whatever characters it has. */
const filledHref = (href: string, values: Values): string =>
  href.replaceAll(HREF_HOLE, (hole) => encodeURIComponent(filledText(hole, values)));

function filledBlock(block: Block, values: Values): Block {
  if (block.kind === "note") return { ...block, title: filledText(block.title, values) };
  if (block.kind !== "panel") return block;
  const title = filledText(block.title, values);
  if (!block.ask) return { ...block, title };
  const filters = block.ask.filters.flatMap((one) => filledFilter(one, values));
  return { ...block, title, ask: { ...block.ask, filters } };
}

/** A filter whose value is not known would leave nothing: it is left out, and everything is shown. */
function filledFilter(filter: PanelFilter, values: Values): PanelFilter[] {
  const known = filter.values.filter((value) => isKnown(value, values));
  if (known.length === 0 && filter.values.length > 0) return [];
  return [{ ...filter, values: known.map((value) => filledText(value, values)) }];
}
