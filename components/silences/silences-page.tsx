"use client";
/** Silences and maintenance windows: what is not told, until when, and why. */
import { useQuery } from "@tanstack/react-query";
import { BellOff } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Button } from "@/components/ui/button";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel, type PanelProps } from "@/components/ui/panel";
import { part, type Reading } from "@/components/ui/reading";
import type { Matcher } from "@/lib/notify/matcher";
import { silencesQuery } from "@/lib/notify/silences/client";
import { matchersIn } from "@/lib/notify/silences/draft";
import type { SilencesView, SilenceView } from "@/lib/notify/silences/schema";
import { SilenceDialog } from "./silence-dialog";
import { SilenceRow } from "./silence-row";
import { WindowsPanel } from "./windows-panel";

/** Null is closed; one that is over is not changed, it is written anew. */
type Writing = {
  readonly silence: SilenceView | null;
  readonly matchers: readonly Matcher[];
} | null;

export function SilencesPage() {
  const { ask, live } = useAsk();
  const reading = useQuery(silencesQuery(ask.project, live));
  const params = useSearchParams();
  const [writing, setWriting] = useState<Writing>(() => {
    const matchers = matchersIn(new URLSearchParams(params));
    return matchers.length > 0 ? { silence: null, matchers } : null;
  });
  const onWrite = (silence: SilenceView) =>
    setWriting({
      silence: silence.state === "ended" ? null : silence,
      matchers: silence.matchers,
    });
  const lists = { project: ask.project, reading, onWrite };
  return (
    <PageFrame
      title="Silences"
      lead={<KeptLink href="/alerts">Alerts</KeptLink>}
      acts={
        <Can permission="silences:write">
          {(gate) => (
            <Button
              tone="primary"
              icon={BellOff}
              onClick={() => setWriting({ silence: null, matchers: [] })}
              {...gate}
            >
              Silence alerts
            </Button>
          )}
        </Can>
      }
    >
      <List
        {...lists}
        of="active"
        title="Active"
        question="What is nobody told of right now?"
        empty={{
          title: "Nothing is silenced",
          hint: "A silence hides alerts from everybody who would be told, for as long as you say.",
        }}
      />
      <List
        {...lists}
        of="scheduled"
        title="Scheduled"
        question="What will nobody be told of?"
        empty={{ title: "No silence is scheduled" }}
      />
      <WindowsPanel project={ask.project} live={live} />
      <List
        {...lists}
        of="ended"
        title="Ended"
        question="What was silenced in the last 30 days?"
        empty={{ title: "No silence has ended in the last 30 days" }}
      />
      {writing && (
        <SilenceDialog project={ask.project} {...writing} onClose={() => setWriting(null)} />
      )}
    </PageFrame>
  );
}

type ListProps = {
  project: string;
  reading: Reading<SilencesView>;
  of: keyof SilencesView;
  onWrite: (silence: SilenceView) => void;
} & Pick<PanelProps<readonly SilenceView[]>, "title" | "question" | "empty">;

function List({ project, reading, of, onWrite, ...words }: ListProps) {
  return (
    <Panel
      {...words}
      reading={part(reading, (view) => view[of])}
      figure={({ length }) => `${length} ${of}`}
      isEmpty={({ length }) => length === 0}
      height="fit"
    >
      {(silences) => (
        <ul className="flex flex-col divide-y divide-line">
          {silences.map((silence) => (
            <SilenceRow key={silence.id} project={project} silence={silence} onWrite={onWrite} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
