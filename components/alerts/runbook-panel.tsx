"use client";
/** The steps of the alert's runbook, in place: filled with its values, to be ticked. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { ConsoleText } from "@/components/markdown/console-text";
import { useSharedTicks } from "@/components/markdown/use-shared-ticks";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import type { AlertView } from "@/lib/alerts/views";
import { valuesOf } from "@/lib/runbooks/alert-values";
import { runbookQuery } from "@/lib/runbooks/client";
import { underHeading } from "@/lib/runbooks/markdown/outline";
import type { RunbookView } from "@/lib/runbooks/schema";

type RunbookPanelProps = { project: string; slug: string; alert: AlertView };

export function RunbookPanel({ project, slug, alert }: RunbookPanelProps) {
  const reading = useQuery(runbookQuery(project, slug));
  return (
    <Panel
      title="Runbook"
      question={reading.data?.summary ?? "What is there to do?"}
      reading={reading}
      figure={({ title }) => title}
      height="fit"
    >
      {(view) => <Steps key={`${alert.id} ${slug}`} project={project} view={view} alert={alert} />}
    </Panel>
  );
}

type StepsProps = { project: string; view: RunbookView; alert: AlertView };

function Steps({ project, view: { slug, blocks }, alert }: StepsProps) {
  const { ticks, standing } = useSharedTicks({ project, slug, alertId: alert.id });
  const values = useMemo(() => valuesOf(alert), [alert]);
  const steps = useMemo(() => {
    const under = underHeading(blocks, "steps");
    return under.length > 0 ? under : blocks;
  }, [blocks]);
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {standing}
      <div className="max-h-[32rem] min-w-0 overflow-y-auto max-md:max-h-none">
        <ConsoleText
          blocks={steps}
          values={values}
          alertId={alert.id}
          ticks={ticks}
          prefix="runbook-"
        />
      </div>
      <div>
        <KeptLink href={`/runbooks/${slug}?alert=${encodeURIComponent(alert.id)}`} look="button">
          Open the whole runbook
        </KeptLink>
      </div>
    </div>
  );
}
