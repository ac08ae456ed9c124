"use client";
/** Addresses by which calendar programs read shifts: made, shown once, and taken back. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { reasonFor } from "@/components/shell/can";
import { useMay } from "@/components/shell/use-console";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field, Select } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Snippet } from "@/components/ui/snippet";
import { quantity } from "@/lib/core/format";
import { createFeed, feedsKey, feedsQuery, revokeFeed } from "@/lib/oncall/feeds/client";
import type { FeedView } from "@/lib/oncall/feeds/schema";
import type { OnCallView } from "@/lib/oncall/schedules/schema";

const OWN = "own";

type CalendarPanelProps = { project: string; reading: Reading<OnCallView> };

export function CalendarPanel({ project, reading }: CalendarPanelProps) {
  const may = useMay("on-call:override");
  const feeds = useQuery({ ...feedsQuery(project), enabled: may === true });
  const schedules = reading.data?.schedules ?? [];
  if (may === false) return <Notice tone="info">{reasonFor("on-call:override")}</Notice>;
  return (
    <Panel
      title="Calendar"
      question="Which calendar programs read shifts for you?"
      reading={feeds}
      figure={({ length }) => quantity(length, "address", "addresses")}
      height="fit"
    >
      {(rows) => (
        <div className="flex flex-col gap-4">
          <NewFeed project={project} schedules={schedules} feeds={rows} />
          {rows.length > 0 && <Feeds project={project} feeds={rows} />}
        </div>
      )}
    </Panel>
  );
}

type NewFeedProps = {
  project: string;
  schedules: OnCallView["schedules"];
  feeds: readonly FeedView[];
};

function NewFeed({ project, schedules, feeds }: NewFeedProps) {
  const cache = useQueryClient();
  const [of, setOf] = useState(OWN);
  const make = useMutation({
    mutationFn: () => createFeed(project, of === OWN ? null : of),
    onSuccess: () => cache.invalidateQueries({ queryKey: feedsKey(project) }),
  });
  // One that was taken back is no address any more.
  const made = feeds.some(({ id }) => id === make.data?.id) ? make.data : undefined;
  const options = [
    { value: OWN, label: "My shifts" },
    ...schedules.map(({ id, name }) => ({ value: id, label: `Everybody of ${name}` })),
  ];
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-2">
        <Field label="Shows">
          <Select value={of} options={options} onChange={setOf} />
        </Field>
        <Button isBusy={make.isPending} onClick={() => make.mutate()}>
          Make an address
        </Button>
      </div>
      {make.error && <Notice tone="critical">{make.error.message}</Notice>}
      {made && (
        <>
          <Notice tone="warning">
            This address is shown once. Whoever has it reads the shifts without signing in.
          </Notice>
          <Snippet code={made.url} label="calendar address" />
        </>
      )}
    </div>
  );
}

function Feeds({ project, feeds }: { project: string; feeds: readonly FeedView[] }) {
  const cache = useQueryClient();
  const revoke = useMutation({
    mutationFn: (id: string) => revokeFeed(project, id),
    onSettled: () => cache.invalidateQueries({ queryKey: feedsKey(project) }),
  });
  return (
    <ul className="flex flex-col divide-y divide-line">
      {feeds.map(({ id, schedule, createdAt, lastReadAt }) => (
        <li key={id} className="flex flex-wrap items-center justify-between gap-2 py-2">
          <span className="flex min-w-0 flex-col">
            <span className="text-13 text-primary">{schedule ?? "My shifts"}</span>
            <span className="text-12 text-muted">
              made <Instant at={createdAt} />,{" "}
              {lastReadAt ? (
                <>
                  last read <Instant at={lastReadAt} />
                </>
              ) : (
                "never read"
              )}
            </span>
          </span>
          <Button size="s" isBusy={revoke.isPending} onClick={() => revoke.mutate(id)}>
            Take back
          </Button>
        </li>
      ))}
      {revoke.error && <Notice tone="critical">{revoke.error.message}</Notice>}
    </ul>
  );
}
