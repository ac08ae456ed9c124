"use client";
/** One rule: how it stands, the acts on it, and its editor. */
import { useQuery } from "@tanstack/react-query";
import { SeverityBadge } from "@/components/alerts/badges";
import { HistoryLink } from "@/components/shell/history-link";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Tag } from "@/components/ui/badge";
import { KeptLink } from "@/components/ui/kept-link";
import { PanelError, PanelSkeleton } from "@/components/ui/panel-states";
import { ruleQuery } from "@/lib/alerts/rules/client";
import type { RuleView } from "@/lib/alerts/rules/schema";
import { ChangeForm } from "./change-form";
import { RuleActs } from "./rule-acts";
import { RuleFacts } from "./rule-facts";
import { StandingBadge } from "./standing-badge";

export function RulePage({ id }: { id: string }) {
  const { ask } = useAsk();
  const reading = useQuery(ruleQuery(ask.project, id));
  const { data } = reading;
  return (
    <PageFrame
      title={data?.name ?? "Alert rule"}
      lead={<Lead rule={data} />}
      acts={
        data && (
          <>
            <HistoryLink kind="alert-rule" id={id} />
            <RuleActs project={ask.project} rule={data} />
          </>
        )
      }
    >
      {data ? (
        <>
          <RuleFacts rule={data} />
          <ChangeForm key={id} project={ask.project} rule={data} />
        </>
      ) : (
        <div className="flex min-h-96 flex-col rounded-panel border border-line bg-panel p-4">
          {reading.isError ? <PanelError reading={reading} /> : <PanelSkeleton />}
        </div>
      )}
    </PageFrame>
  );
}

function Lead({ rule }: { rule: RuleView | undefined }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1 pt-1">
      <KeptLink href="/alerts/rules">Alert rules</KeptLink>
      {rule && (
        <>
          <StandingBadge standing={rule.standing} />
          <SeverityBadge severity={rule.severity} bare />
          {rule.isPreset && <Tag>preset</Tag>}
        </>
      )}
    </span>
  );
}
