"use client";
/** A Mermaid diagram as a picture, with its text beside it. */
import { useQuery } from "@tanstack/react-query";
import { Notice } from "@/components/ui/badge";
import { Snippet } from "@/components/ui/snippet";
import { drawDiagram } from "@/lib/browser/diagram";

export function Diagram({ text }: { text: string }) {
  const isDark = document.documentElement.dataset.theme === "dark";
  const drawing = useQuery({
    queryKey: ["diagram", { text, isDark }],
    queryFn: () => drawDiagram(text, isDark),
    staleTime: Infinity,
    retry: false,
  });
  if (drawing.isError) {
    return (
      <div className="flex min-w-0 flex-col gap-2">
        <Notice tone="warning">This diagram cannot be drawn; below is its text.</Notice>
        <Snippet code={text} label="diagram" />
      </div>
    );
  }
  return (
    <figure className="flex min-w-0 flex-col gap-2 rounded-control border border-line p-3">
      {drawing.data ? (
        // biome-ignore lint/performance/noImgElement: it is drawn in this browser, there is nothing to optimise
        <img
          {...drawing.data}
          alt="Diagram; its text is below"
          className="mx-auto h-auto max-w-full"
        />
      ) : (
        <div aria-hidden className="h-40 animate-shimmer rounded-control bg-hover" />
      )}
      <details className="text-12 text-muted">
        <summary className="cursor-pointer">Diagram as text</summary>
        <div className="pt-2">
          <Snippet code={text} label="diagram" />
        </div>
      </details>
    </figure>
  );
}
