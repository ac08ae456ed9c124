/** The points to check around a deployment: as the shipped checklist has them, until somebody changes them for one. */

const PARTS = ["before", "during", "after"] as const;
export type Part = (typeof PARTS)[number];

export type CheckPoint = {
  readonly part: Part;
  readonly text: string;
  /** Who ticked it, and when; null while it is open. */
  readonly done: { readonly by: string; readonly at: string } | null;
};

const HEADING = /^## (Before|During|After)\s*$/;
const POINT = /^- \[ \] (.+)$/;
/** A link, code or stressed words: on a page of plain points only what they say. */
const MARKED = /\[([^\]]+)\]\([^)]*\)|`([^`]+)`|\*([^*]+)\*/g;

/** Of the Markdown file: its points under their three headings, as plain words. */
export function pointsIn(markdown: string): CheckPoint[] {
  let part: Part | null = null;
  const points: CheckPoint[] = [];
  for (const line of markdown.split("\n")) {
    const heading = HEADING.exec(line)?.[1]?.toLowerCase();
    if (heading) part = PARTS.find((one) => one === heading) ?? null;
    const text = POINT.exec(line)?.[1];
    if (part && text) points.push({ part, text: text.replaceAll(MARKED, "$1$2$3"), done: null });
  }
  return points;
}

type Sent = { readonly part: Part; readonly text: string; readonly isDone: boolean };

/** What somebody sends: whoever ticked a point first stays named, a point with new words is a new one. */
export function written(
  known: readonly CheckPoint[],
  sent: readonly Sent[],
  by: string,
  at: string,
): CheckPoint[] {
  return sent.map(({ part, text, isDone }) => {
    const before = known.find((point) => point.part === part && point.text === text);
    return { part, text, done: isDone ? (before?.done ?? { by, at }) : null };
  });
}

export const openIn = (points: readonly CheckPoint[]): number =>
  points.filter(({ done }) => done === null).length;
