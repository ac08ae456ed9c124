/** Draws Mermaid's diagrams as pictures: what is in a picture cannot execute, follow a link or fetch anything. */

export type Diagram = { readonly src: string; readonly width: number; readonly height: number };

let drawn = 0;

/**
 * What is left is a drawing alone: no tag but a line break, however it is spelled, and no settings of its own.
 * Mermaid measures its labels as HTML before they become a picture.
 */
export const harmless = (text: string): string =>
  text
    .replace(/^\s*---[^\S\n]*\n[\s\S]*?\n---[^\S\n]*\n/, "")
    .replaceAll(/%%\{[\s\S]*?\}%%/g, "")
    .replaceAll(/&(?=#?\w+;)/g, "#amp;")
    .replaceAll(TAG, (_, breaks?: string, words?: string) => breaks ?? words ?? "#lt;");

/** A break and `<<words>>` stay; everything else that a reader of HTML could take for a tag does not. */
const TAG = /(<br\s*\/?>)|(<<\w+>>)|<(?=[a-z/!?])/gi;

/** Comes with the first diagram of a page, and not before. */
export async function drawDiagram(text: string, isDark: boolean): Promise<Diagram> {
  const { default: mermaid } = await import("mermaid");
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: "strict",
    suppressErrorRendering: true,
    htmlLabels: false,
    flowchart: { htmlLabels: false },
    theme: isDark ? "dark" : "neutral",
    fontFamily: "system-ui, sans-serif",
  });
  const { svg } = await mermaid.render(`diagram-${++drawn}`, harmless(text));
  const [, , , width = 640, height = 400] =
    /viewBox="([-\d.]+)[ ,]+([-\d.]+)[ ,]+([\d.]+)[ ,]+([\d.]+)"/.exec(svg)?.map(Number) ?? [];
  // As wide as the page is what a picture cannot be: it has the size of its own.
  const sized = svg.replace(/<svg [^>]*>/, (root) =>
    root
      .replace(/ style="[^"]*"/, "")
      .replace(/ width="[^"]*"/, ` width="${width}" height="${height}"`),
  );
  return { src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(sized)}`, width, height };
}
