"use client";
/** Every segment with the rules that name it; one of them, or a new one, to be written. */
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { RolloutTabs } from "@/components/rollouts/rollout-tabs";
import { Can } from "@/components/shell/can";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { useUrlState } from "@/components/ui/use-url-state";
import { segmentsQuery } from "@/lib/flags/segments/client";
import type { SegmentRow } from "@/lib/flags/segments/schema";
import { SegmentPanel } from "./segment-panel";
import { UsedBy } from "./used-by";

/** No segment can be called so. */
const NEW = "+";

export function SegmentsPage() {
  const { ask } = useAsk();
  const [chosen, setChosen] = useUrlState("segment");
  const reading = useQuery(segmentsQuery(ask.project));
  return (
    <PageFrame
      title="Segments"
      lead="Groups of users that the rules of many flags may name"
      acts={
        <Can permission="flags:write">
          {(gate) => (
            <Button tone="primary" icon={Plus} onClick={() => setChosen(NEW)} {...gate}>
              New segment
            </Button>
          )}
        </Can>
      }
    >
      <RolloutTabs />
      {chosen !== null && (
        <SegmentPanel
          key={chosen}
          project={ask.project}
          segment={chosen === NEW ? null : chosen}
          onClose={() => setChosen(null)}
        />
      )}
      <Panel
        title="Segments"
        question="Who is in which, and which rules name it?"
        reading={reading}
        figure={({ segments }) => String(segments.length)}
        isEmpty={({ segments }) => segments.length === 0}
        empty={{
          title: "No segment yet",
          hint: "A segment is a list of keys, or conditions such as an e-mail's end: staff, beta testers, one customer. Rules name it, so that it is changed in one place.",
        }}
        height="fit"
        isFlush
      >
        {({ segments }) => (
          <ul className="flex flex-col">
            {segments.map((segment) => (
              <Row key={segment.key} segment={segment} onOpen={() => setChosen(segment.key)} />
            ))}
          </ul>
        )}
      </Panel>
    </PageFrame>
  );
}

function Row({ segment, onOpen }: { segment: SegmentRow; onOpen: () => void }) {
  const { key, description, usedBy, updatedAt } = segment;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-line border-t px-4 py-2.5 text-13">
      <span className="min-w-0 flex-1 basis-56">
        <span className="font-medium font-mono text-primary">{key}</span>
        {description !== "" && <span className="block text-12 text-muted">{description}</span>}
        <span className="block text-12 text-secondary">{wordsOf(segment)}</span>
      </span>
      <span className="min-w-0 flex-1 basis-56 text-12 text-secondary">
        <UsedBy uses={usedBy} />
      </span>
      <span className="text-12 text-muted">
        <Instant at={updatedAt} />
      </span>
      <Button size="s" onClick={onOpen}>
        Open
        <span className="sr-only"> {key}</span>
      </Button>
    </li>
  );
}

const counted = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`;

function wordsOf({ includes, excludes, lists }: SegmentRow): string {
  const parts = [
    ...(includes > 0 ? [counted(includes, "key", "keys")] : []),
    ...(lists > 0 ? [counted(lists, "list of conditions", "lists of conditions")] : []),
    ...(excludes > 0 ? [`${counted(excludes, "key", "keys")} excluded`] : []),
  ];
  return parts.length === 0 ? "Nobody is in it" : parts.join(", ");
}
