"use client";
/** A group in figures, and how it came to its state. */
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { ScrollBox } from "@/components/ui/scroll-box";
import { count, exact } from "@/lib/core/format";
import type { ErrorView, HistoryEntry } from "@/lib/errors/schema";

export function FactsPanel({ reading }: { reading: Reading<ErrorView> }) {
  return (
    <Panel
      title="History"
      question="How did it come to where it is?"
      reading={reading}
      figure={({ group }) => `${count(group.total)} ever`}
    >
      {({ group, history }) => (
        <ScrollBox>
          <dl className="mb-4 grid grid-cols-3 gap-2 text-13">
            <Fact label="In this range" value={count(group.n)} exactly={exact(group.n)} />
            <Fact label="Ever" value={count(group.total)} exactly={exact(group.total)} />
            <Fact label="Users hit" value={count(group.users)} exactly={exact(group.users)} />
          </dl>
          <ol className="ml-1 flex flex-col border-line border-l text-13">
            {history.map((entry) => (
              <Entry key={`${entry.what}${entry.at}`} entry={entry} />
            ))}
          </ol>
        </ScrollBox>
      )}
    </Panel>
  );
}

function Fact({ label, value, exactly }: { label: string; value: string; exactly: string }) {
  return (
    <div>
      <dt className="text-12 text-muted">{label}</dt>
      <dd title={exactly} className="font-semibold text-16 text-primary tabular-nums">
        {value}
      </dd>
    </div>
  );
}

const WORDS: Record<HistoryEntry["what"], string> = {
  "first-seen": "First seen",
  "last-seen": "Last seen",
  resolved: "Resolved",
  reopened: "Reopened",
  regressed: "Seen again after it was resolved",
};

function Entry({ entry: { what, at, by, reason } }: { entry: HistoryEntry }) {
  return (
    <li className="relative pb-3 pl-4 last:pb-0">
      <span
        aria-hidden
        className={`absolute top-1.5 -left-1 size-2 rounded-full ${what === "regressed" ? "bg-critical-solid" : what === "resolved" ? "bg-ok-solid" : "bg-unknown-solid"}`}
      />
      <p className="text-primary">
        {WORDS[what]}
        {by && ` by ${by}`}
      </p>
      {reason && <p className="text-secondary">{reason}</p>}
      <p className="text-12 text-muted">
        <Instant at={at} />
      </p>
    </li>
  );
}
