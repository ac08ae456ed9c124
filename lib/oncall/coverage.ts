/** Stretches of time as sets: what they cover together, what they share, and what they leave open. */
import type { Span } from "@/lib/core/time";

/** In order and apart: those that overlap or touch become one. */
export function joined(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const span of [...spans].sort((a, b) => +a.from - +b.from)) {
    const last = out.at(-1);
    if (!last || span.from > last.to) out.push({ from: span.from, to: span.to });
    else if (span.to > last.to) out[out.length - 1] = { from: last.from, to: span.to };
  }
  return out;
}

export const touches = (a: Span, b: Span): boolean => a.from < b.to && b.from < a.to;

/** What a span shares with others that are in order and apart. */
export const within = ({ from, to }: Span, others: readonly Span[]): Span[] =>
  others
    .filter((other) => touches(other, { from, to }))
    .map((other) => ({
      from: other.from > from ? other.from : from,
      to: other.to < to ? other.to : to,
    }));

/** What others, in order and apart, leave of a span. */
export function without(span: Span, others: readonly Span[]): Span[] {
  const left: Span[] = [];
  let { from } = span;
  for (const other of within(span, others)) {
    if (from < other.from) left.push({ from, to: other.from });
    from = other.to;
  }
  if (from < span.to) left.push({ from, to: span.to });
  return left;
}
