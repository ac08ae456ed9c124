"use client";
/** The text of a runbook, by itself or in the light of an alert. */
import { useQuery } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useEffect, useMemo } from "react";
import { Article } from "@/components/markdown/article";
import { useTicks } from "@/components/markdown/use-ticks";
import { useAsk } from "@/components/shell/use-ask";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { KeptLink } from "@/components/ui/kept-link";
import { alertQuery } from "@/lib/alerts/client";
import { ticksName, valuesOf } from "@/lib/runbooks/alert-values";
import { noteUse } from "@/lib/runbooks/client";
import type { RunbookView } from "@/lib/runbooks/schema";

type ReaderProps = { project: string; view: RunbookView; alertId: string | null };

export function Reader({ project, view, alertId }: ReaderProps) {
  const { slug, blocks, headings } = view;
  const { live } = useAsk();
  const opened = useQuery({
    ...alertQuery(project, alertId ?? "", live),
    enabled: alertId !== null,
  });
  useUse(project, slug, alertId);
  const ticks = useTicks(ticksName(project, slug, alertId));
  const alert = opened.data?.alert;
  const values = useMemo(() => valuesOf(alert), [alert]);
  return (
    <>
      {alert && (
        <Notice tone={alert.endedAt === null ? "critical" : "info"}>
          {alert.endedAt === null ? "Opened from " : "Opened from the ended alert "}
          <KeptLink href={`/alerts/${alert.id}`}>{alert.name}</KeptLink>
          {[alert.about, alert.value].filter(Boolean).map((word) => ` · ${word}`)}
        </Notice>
      )}
      {opened.isError && (
        <Notice tone="warning">
          The alert cannot be read; the text stands without its values.
        </Notice>
      )}
      <Article
        blocks={blocks}
        headings={headings}
        values={values}
        alertId={alertId}
        ticks={ticks}
        aside={<Ticked count={ticks.ticked.size} onClear={ticks.clear} />}
      />
    </>
  );
}

/** That it was of use is said once for each time that it is opened from an alert. */
function useUse(project: string, slug: string, alertId: string | null): void {
  useEffect(() => {
    // Whether it is noted changes nothing for whoever reads.
    if (alertId !== null) noteUse(project, slug).catch(() => undefined);
  }, [project, slug, alertId]);
}

function Ticked({ count, onClear }: { count: number; onClear: () => void }) {
  if (count === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-2 text-13 text-secondary">
      <span role="status">{count === 1 ? "1 step ticked" : `${count} steps ticked`}</span>
      <Button size="s" icon={RotateCcw} onClick={onClear}>
        Begin anew
      </Button>
    </div>
  );
}
