/** Draws Mermaid's diagrams as pictures: what is in a picture cannot execute, follow a link or fetch anything. */

export type Diagram = { readonly src: string; readonly width: number; readonly height: number };

let drawn = 0;

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
  const { svg } = await mermaid.render(`diagram-${++drawn}`, text);
  const [, , , width = 640, height = 400] =
    /viewBox="([-\d.]+)[ ,]+([-\d.]+)[ ,]+([\d.]+)[ ,]+([\d.]+)"/.exec(svg)?.map(Number) ?? [];
  return { src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`, width, height };
}
