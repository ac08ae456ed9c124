"use client";
/** Two texts against each other, line by line. */
import { useMemo } from "react";
import { ScrollBox } from "@/components/ui/scroll-box";
import { type DiffLine, diffOf, shortened } from "@/lib/runbooks/diff";

const LOOKS: Readonly<Record<DiffLine["kind"], { readonly mark: string; readonly look: string }>> =
  {
    same: { mark: " ", look: "text-muted" },
    added: { mark: "+", look: "bg-ok-soft text-ok-text" },
    removed: { mark: "−", look: "bg-critical-soft text-critical-text" },
  };

export function Diff({ before, after }: { before: string; after: string }) {
  const lines = useMemo(() => shortened(diffOf(before, after)), [before, after]);
  return (
    <div className="flex max-h-96 min-h-0 rounded-control border border-line">
      <ScrollBox label="Changes">
        <pre className="w-fit min-w-full p-2 font-mono text-12">
          {lines.map((line, i) =>
            line === null ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
              <div key={i} className="text-muted">
                …
              </div>
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
              <div key={i} className={LOOKS[line.kind].look}>
                {`${LOOKS[line.kind].mark} ${line.text}`}
              </div>
            ),
          )}
        </pre>
      </ScrollBox>
    </div>
  );
}
