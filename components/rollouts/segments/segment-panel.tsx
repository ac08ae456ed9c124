"use client";
/** One segment, read with the rules that name it; or a new one. */
import { useQuery } from "@tanstack/react-query";
import { Panel } from "@/components/ui/panel";
import { segmentQuery } from "@/lib/flags/segments/client";
import type { SegmentView } from "@/lib/flags/segments/schema";
import { SegmentForm } from "./segment-form";

type SegmentPanelProps = { project: string; segment: string | null; onClose: () => void };

const FRESH: SegmentView = {
  ...{ revision: 0, usedBy: [] },
  segment: { key: "", description: "", includes: [], excludes: [], when: [] },
};

export function SegmentPanel({ project, segment, onClose }: SegmentPanelProps) {
  const known = useQuery({
    ...segmentQuery(project, segment ?? ""),
    enabled: segment !== null,
    // What is being written is not replaced by what is read meanwhile.
    refetchOnWindowFocus: false,
  });
  const fresh = { ...known, data: FRESH, isPending: false, isError: false, error: null };
  return (
    <Panel
      title={segment ?? "New segment"}
      question="Who is in it?"
      reading={segment === null ? (fresh as typeof known) : known}
      height="fit"
    >
      {(view) => (
        <SegmentForm project={project} view={view} isNew={segment === null} onClose={onClose} />
      )}
    </Panel>
  );
}
