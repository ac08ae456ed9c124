/** The rules that name a segment, each with a link to its flag. */
import { KeptLink } from "@/components/ui/kept-link";
import type { SegmentRow } from "@/lib/flags/segments/schema";

export function UsedBy({ uses }: { uses: SegmentRow["usedBy"] }) {
  if (uses.length === 0) return <span className="text-muted">No rule names it</span>;
  return (
    <ul className="flex flex-col gap-0.5">
      {uses.map(({ flag, environment, rule }) => (
        <li key={`${flag} ${environment} ${rule}`} className="wrap-anywhere">
          <KeptLink href={`/rollouts/flags/${encodeURIComponent(flag)}`}>{flag}</KeptLink>
          {`, ${environment}: rule “${rule}”`}
        </li>
      ))}
    </ul>
  );
}
