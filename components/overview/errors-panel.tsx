"use client";
/** What changed: the latest failures, one row a kind. */
import { Badge, type Tone } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { count } from "@/lib/core/format";
import type { ErrorGroup } from "@/lib/overview/fires";

const STATES: Record<string, readonly [Tone, string]> = {
  open: ["warning", "Open"],
  regressed: ["critical", "Regressed"],
  resolved: ["ok", "Resolved"],
};

export function ErrorsPanel({ reading }: { reading: Reading<readonly ErrorGroup[]> }) {
  return (
    <Panel
      title="Latest errors"
      question="What failed last?"
      reading={reading}
      isEmpty={(groups) => groups.length === 0}
      empty={{ title: "No failure in this time range" }}
      height={280}
      isFlush
    >
      {(groups) => (
        <ul className="divide-line border-line min-h-0 flex-1 divide-y overflow-y-auto border-t">
          {groups.map((group) => (
            <Failure key={group.fingerprint} group={group} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Failure({ group }: { group: ErrorGroup }) {
  const [tone, word] = STATES[group.state] ?? ["unknown", group.state];
  return (
    <li className="text-13 hover:bg-hover relative flex min-h-11 items-center gap-3 px-4 py-1">
      <div className="min-w-0 flex-1">
        <p className="text-primary truncate font-medium">
          <KeptLink href={`/errors/${encodeURIComponent(group.fingerprint)}`} look="cover">
            {group.title || group.errorType}
          </KeptLink>
        </p>
        <p className="text-12 text-muted truncate">
          {[group.errorType, group.agent].filter((text) => text !== "").join(" · ")}
        </p>
      </div>
      <span
        className="text-12 text-secondary shrink-0 tabular-nums"
        title={`${group.n.toLocaleString("en")} in this time range`}
      >
        {`${count(group.n)} ×`}
      </span>
      <Badge bare tone={tone}>
        {word}
      </Badge>
      <span className="text-12 text-muted w-20 shrink-0 text-right">
        <Instant at={group.lastAt} />
      </span>
    </li>
  );
}
