"use client";
/** The text of a runbook, by itself or in the light of an alert. */
import { useQuery } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useEffect, useMemo } from "react";
import { Article } from "@/components/markdown/article";
import { useSharedTicks } from "@/components/markdown/use-shared-ticks";
import { useAsk } from "@/components/shell/use-ask";
import { useMay } from "@/components/shell/use-console";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { KeptLink } from "@/components/ui/kept-link";
import { alertQuery } from "@/lib/alerts/client";
import { quantity } from "@/lib/core/format";
import { openRunbook } from "@/lib/incidents/client";
import type { StepsView } from "@/lib/incidents/views";
import { valuesOf } from "@/lib/runbooks/alert-values";
import { noteUse } from "@/lib/runbooks/client";
import type { RunbookView } from "@/lib/runbooks/schema";

type ReaderProps = {
  project: string;
  view: RunbookView;
  alertId: string | null;
  incidentId: string | null;
};

export function Reader({ project, view, alertId, incidentId }: ReaderProps) {
  const { slug, blocks, headings } = view;
  const { live } = useAsk();
  const opened = useQuery({
    ...alertQuery(project, alertId ?? "", live),
    enabled: alertId !== null,
  });
  const shared = useSharedTicks({ project, slug, alertId, incidentId });
  const { ticks, standing, incident, isKnown } = shared;
  useUse({ project, slug, isUsed: alertId !== null || incidentId !== null, isKnown, incident });
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
      {standing}
      <Article
        blocks={blocks}
        headings={headings}
        values={values}
        alertId={alertId}
        ticks={ticks}
        aside={<Ticked count={ticks.count} onClear={shared.clear} />}
      />
    </>
  );
}

type Use = {
  readonly project: string;
  readonly slug: string;
  readonly isUsed: boolean;
  /** Whether it is known which incident it is opened in, if any. */
  readonly isKnown: boolean;
  readonly incident: StepsView["incident"] | undefined;
};

/** That it was of use is said once for each time that it is opened from an alert or an incident. */
function useUse({ project, slug, isUsed, isKnown, incident }: Use): void {
  const may = useMay("incidents:write") === true;
  const { id, isDrill = false } = incident ?? {};
  useEffect(() => {
    // Whether it is noted changes nothing for whoever reads.
    if (isUsed && isKnown) noteUse(project, slug, isDrill).catch(() => undefined);
  }, [project, slug, isUsed, isKnown, isDrill]);
  useEffect(() => {
    if (id !== undefined && may) openRunbook(project, id, slug).catch(() => undefined);
  }, [project, slug, id, may]);
}

/** What a whole incident has done is not undone with one press. */
function Ticked({ count, onClear }: { count: number; onClear: (() => void) | undefined }) {
  if (count === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-2 text-13 text-secondary">
      <span role="status">{quantity(count, "step ticked", "steps ticked")}</span>
      {onClear && (
        <Button size="s" icon={RotateCcw} onClick={onClear}>
          Begin anew
        </Button>
      )}
    </div>
  );
}
