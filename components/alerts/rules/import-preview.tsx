"use client";
/** Each rule of a file with what becomes of it, or the reason why nothing does. */

import { SeverityBadge } from "@/components/alerts/badges";
import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/field";
import type { PreviewRow } from "@/lib/alerts/rules/schema";

type ImportPreviewProps = {
  rows: readonly PreviewRow[];
  chosen: ReadonlySet<number>;
  onChoose: (chosen: ReadonlySet<number>) => void;
};

export function ImportPreview({ rows, chosen, onChoose }: ImportPreviewProps) {
  const possible = rows.filter(({ reason }) => reason === null).length;
  const set = (index: number, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(index);
    else next.delete(index);
    onChoose(next);
  };
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <p role="status" className="text-13 text-secondary">
        {`${possible} of ${rows.length} can be brought.`}
      </p>
      <ul aria-label="Rules of the file" className="flex min-w-0 flex-col divide-y divide-line">
        {rows.map((row) => (
          <li key={row.index} className="min-w-0 py-2">
            <Checkbox
              label={row.name === "" ? `Rule ${row.index + 1}` : row.name}
              hint={<Fate row={row} />}
              checked={chosen.has(row.index)}
              disabled={row.reason !== null}
              onChange={(isChosen) => set(row.index, isChosen)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Fate({ row }: { row: PreviewRow }) {
  const { reason, says, severity, notes, expr } = row;
  return (
    <span className="flex min-w-0 flex-col gap-1">
      {reason === null ? (
        <span className="text-secondary">
          {says} {severity && <SeverityBadge severity={severity} bare />}
        </span>
      ) : (
        <Badge tone="warning" bare wraps>{`Not possible: ${reason}`}</Badge>
      )}
      {notes.map((note) => (
        <span key={note}>{`Note: ${note}`}</span>
      ))}
      <code className="block break-all font-mono text-12 text-muted">{expr}</code>
    </span>
  );
}
