"use client";
/** One failure whole: what was said, where, and the ids to find it by in the sender's own logs. */
import { useState } from "react";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { ScrollBox } from "@/components/ui/scroll-box";
import { Segmented } from "@/components/ui/segmented";
import { CopyText } from "@/components/ui/snippet";
import type { Sample } from "@/lib/errors/schema";

const HEIGHT = 340;

export function SamplePanel({ reading }: { reading: Reading<readonly Sample[]> }) {
  const [chosen, setChosen] = useState("0");
  const samples = reading.data ?? [];
  const at = Math.min(Number(chosen), Math.max(0, samples.length - 1));
  return (
    <Panel
      title="Sample"
      question="What does one of them look like?"
      reading={reading}
      isEmpty={(all) => all.length === 0}
      empty={{ title: "No sample was kept" }}
      height={HEIGHT}
      controls={
        samples.length > 1 && (
          <Segmented
            label="Sample"
            value={String(at)}
            options={samples.map((_, i) => ({
              value: String(i),
              label: i === 0 ? "Newest" : String(i + 1),
            }))}
            onChange={setChosen}
          />
        )
      }
    >
      {(all) => <OneSample sample={all[at]} />}
    </Panel>
  );
}

function OneSample({ sample }: { sample: Sample | undefined }) {
  if (!sample) return null;
  const { at, message, traceId, eventId, context } = sample;
  return (
    <ScrollBox>
      <div className="flex flex-col gap-3">
        <pre className="max-h-40 overflow-auto whitespace-pre-wrap break-words rounded-control border border-line bg-page p-3 font-mono text-12 text-primary">
          {message ?? "It came without a message."}
        </pre>
        <dl className="grid grid-cols-1 gap-x-6 gap-y-1.5 text-13 sm:grid-cols-2">
          {at && (
            <Row name="When">
              <Instant at={at} style="exact" />
            </Row>
          )}
          {traceId && (
            <Row name="Trace id">
              <CopyText text={traceId} label="trace id" />
            </Row>
          )}
          {eventId && (
            <Row name="Event id">
              <CopyText text={eventId} label="event id" />
            </Row>
          )}
          {context.map(({ name, value }) => (
            <Row key={name} name={name}>
              <span className="break-words" title={value}>
                {value}
              </span>
            </Row>
          ))}
        </dl>
      </div>
    </ScrollBox>
  );
}

function Row({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex min-w-0 items-baseline gap-2 border-line border-b py-1">
      <dt className="w-28 shrink-0 truncate text-12 text-muted" title={name}>
        {name}
      </dt>
      <dd className="min-w-0 flex-1 text-primary tabular-nums">{children}</dd>
    </div>
  );
}
