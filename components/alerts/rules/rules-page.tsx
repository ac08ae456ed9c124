"use client";
/** The alert rules of a project: what is watched, how each stands, and the ways to more of them. */
import { useQuery } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Button } from "@/components/ui/button";
import { buttonLook } from "@/components/ui/button-look";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import { exportHref, rulesQuery } from "@/lib/alerts/rules/client";
import type { RuleRow } from "@/lib/alerts/rules/schema";
import { ImportDialog } from "./import-dialog";
import { filtered, RulesFilters, useRulesFilters } from "./rules-filters";
import { RulesTable } from "./rules-table";

export function RulesPage() {
  const { ask, live } = useAsk();
  const rules = useQuery(rulesQuery(ask.project, live));
  const filters = useRulesFilters();
  const [isImporting, setImporting] = useState(false);
  return (
    <PageFrame
      title="Alert rules"
      lead={
        <>
          What is watched, and when somebody is told. <KeptLink href="/alerts">Alerts</KeptLink>
        </>
      }
      acts={
        <>
          <a href={exportHref(ask.project)} download className={buttonLook({})}>
            Export
          </a>
          <Can permission="rules:write">
            {(gate) => (
              <Button icon={Upload} onClick={() => setImporting(true)} {...gate}>
                Import
              </Button>
            )}
          </Can>
          <Can permission="rules:write" otherwise="hide">
            {() => (
              <KeptLink href="/alerts/rules/new" look="primary">
                New rule
              </KeptLink>
            )}
          </Can>
        </>
      }
    >
      <Panel
        title="Rules"
        question="Is everything that matters watched, and does anything stand badly?"
        reading={rules}
        figure={figureOf}
        isEmpty={(rows) => rows.length === 0}
        empty={{
          title: "No rules yet",
          hint: "Make one, or bring the rules you have in Prometheus with Import.",
        }}
        height="fit"
        isFlush
      >
        {(rows) => (
          <>
            <RulesFilters filters={filters} />
            <RulesTable rules={filtered(rows, filters)} />
          </>
        )}
      </Panel>
      {isImporting && <ImportDialog project={ask.project} onClose={() => setImporting(false)} />}
    </PageFrame>
  );
}

function figureOf(rows: readonly RuleRow[]): string {
  const firing = rows.filter(({ standing }) => standing.word === "firing").length;
  const on = rows.filter(({ isEnabled }) => isEnabled).length;
  return firing > 0 ? `${firing} firing` : `${on} of ${rows.length} on`;
}
