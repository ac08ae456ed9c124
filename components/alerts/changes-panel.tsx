"use client";
/** What changed in the hour before: the first suspects, the nearest in time first. */
import { Tag } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { ScrollBox } from "@/components/ui/scroll-box";
import type { AlertDetail, Change } from "@/lib/alerts/views";
import { duration, quantity } from "@/lib/core/format";

export function ChangesPanel({ reading }: { reading: Reading<AlertDetail> }) {
  return (
    <Panel
      title="Changed just before"
      question="What changed in the hour before it began?"
      reading={reading}
      figure={({ changes }) => quantity(changes.length, "change")}
      isEmpty={({ changes }) => changes.length === 0}
      empty={{
        title: "Nothing changed in the hour before",
        hint: "Deployments that your pipeline reports, and changes of rules and settings, would stand here.",
      }}
      height={220}
    >
      {({ changes }) => (
        <ScrollBox>
          <ol className="flex flex-col gap-2.5 text-13">
            {changes.map((change) => (
              <Row key={change.id} change={change} />
            ))}
          </ol>
        </ScrollBox>
      )}
    </Panel>
  );
}

function Row({ change: { kind, title, detail, by, at, href, leadMs } }: { change: Change }) {
  return (
    <li className="border-line border-b pb-2.5 last:border-b-0">
      <p className="flex flex-wrap items-center gap-2">
        <Tag>{kind === "deployment" ? "Deployment" : "Setting"}</Tag>
        <span className="min-w-0 break-words font-medium text-primary">{title}</span>
      </p>
      <p className="text-secondary">{`${duration(leadMs)} before it fired`}</p>
      {detail && <p className="text-secondary">{detail}</p>}
      <p className="flex flex-wrap gap-2 text-12 text-muted">
        <Instant at={at} style="exact" />
        {by && <span>{by}</span>}
        {href && (
          <a href={href} rel="noreferrer" target="_blank" className="text-accent-text underline">
            Open
          </a>
        )}
      </p>
    </li>
  );
}
