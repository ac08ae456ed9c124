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
        <ul className="min-h-0 flex-1 divide-y divide-line overflow-y-auto border-line border-t">
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
    <li className="relative flex min-h-11 items-center gap-x-3 gap-y-0.5 px-4 py-1 text-13 hover:bg-hover max-md:flex-wrap max-md:py-2">
      <div className="min-w-0 flex-1 max-md:basis-full">
        <p className="truncate font-medium text-primary">
          <KeptLink href={`/errors/${encodeURIComponent(group.fingerprint)}`} look="cover">
            {group.title || group.errorType}
          </KeptLink>
        </p>
        <p className="truncate text-12 text-muted">
          {[group.errorType, group.agent].filter((text) => text !== "").join(" · ")}
        </p>
      </div>
      <span
        className="shrink-0 text-12 text-secondary tabular-nums"
        title={`${group.n.toLocaleString("en")} in this time range`}
      >
        {`${count(group.n)} ×`}
      </span>
      <Badge bare tone={tone}>
        {word}
      </Badge>
      <span className="w-20 shrink-0 text-right text-12 text-muted">
        <Instant at={group.lastAt} />
      </span>
    </li>
  );
}
