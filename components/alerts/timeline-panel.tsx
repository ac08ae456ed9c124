"use client";
/** What became of it, step by step, newest first. */
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { ScrollBox } from "@/components/ui/scroll-box";
import type { AlertDetail, TimelineEntry } from "@/lib/alerts/views";

export function TimelinePanel({ reading }: { reading: Reading<AlertDetail> }) {
  return (
    <Panel
      title="Timeline"
      question="What happened, and who did what?"
      reading={reading}
      isEmpty={({ timeline }) => timeline.length === 0}
      empty={{ title: "No step is kept of it" }}
      height="fit"
    >
      {({ timeline }) => (
        <ScrollBox>
          <ol className="ml-1 flex flex-col border-line border-l text-13">
            {timeline.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ol>
        </ScrollBox>
      )}
    </Panel>
  );
}

const DOTS: Partial<Record<TimelineEntry["what"], string>> = {
  fired: "bg-critical-solid",
  relapsed: "bg-critical-solid",
  noData: "bg-warning-solid",
  failing: "bg-warning-solid",
  pending: "bg-warning-solid",
  resolved: "bg-ok-solid",
  acknowledged: "bg-info-solid",
};

function Entry({ entry: { what, at, title, detail, by, isQuiet } }: { entry: TimelineEntry }) {
  return (
    <li className="relative pb-3 pl-4 last:pb-0">
      <span
        aria-hidden
        className={`absolute top-1.5 -left-1 size-2 rounded-full ${DOTS[what] ?? "bg-unknown-solid"}`}
      />
      <p className="text-primary">
        {title}
        {by && <span className="text-secondary">{` by ${by}`}</span>}
      </p>
      <p className="flex flex-wrap gap-x-2 text-12 text-muted">
        <Instant at={at} style="exact" />
        {detail && <span className="text-secondary">{detail}</span>}
        {isQuiet && <span>nobody was told: it was flapping</span>}
      </p>
    </li>
  );
}
