"use client";
/** The live values that a text asks for, as a chart. */
import { useQuery } from "@tanstack/react-query";
import { LinesPanel } from "@/components/charts/lines-panel";
import { Notice } from "@/components/ui/badge";
import { Snippet } from "@/components/ui/snippet";
import { formatOf } from "@/lib/alerts/figure";
import { panelQuery } from "@/lib/runbooks/client";
import type { Panel, PanelAsk } from "@/lib/runbooks/markdown/node";

type LivePanelProps = { project: string; live: boolean; panel: Panel };

export function LivePanel({ project, live, panel: { title, ask, problem, text } }: LivePanelProps) {
  if (ask) return <Drawn project={project} live={live} title={title} ask={ask} />;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <Notice tone="warning">{`This panel cannot be drawn. ${problem ?? ""}`}</Notice>
      <Snippet code={text} label="panel" />
    </div>
  );
}

type DrawnProps = { project: string; live: boolean; title: string; ask: PanelAsk };

function Drawn({ project, live, title, ask }: DrawnProps) {
  const reading = useQuery(panelQuery(project, ask, live));
  const about = ask.filters.map(({ on, values }) => `${on} ${values.join(" or ")}`).join(", ");
  return (
    <LinesPanel
      title={title}
      question={`${reading.data?.signal ?? "Live values"}, the last ${ask.range}${about && `, ${about}`}`}
      reading={reading}
      value={formatOf(reading.data?.unit ?? "number")}
      height={200}
      empty={{ title: "Nothing of this was reported in that time" }}
    />
  );
}
