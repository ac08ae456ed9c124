"use client";
/** Which environments ask for a second person before wide-reaching acts. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { useConsole } from "@/components/shell/use-console";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { part } from "@/components/ui/reading";
import { environmentsQuery } from "@/lib/projects/client";
import type { EnvironmentsView } from "@/lib/projects/schema";
import { NewRule } from "./new-rule";
import { RuleDialog } from "./rule-dialog";

type Row = { readonly environment: string; readonly isOn: boolean };

export function EnvironmentsPanel({ project }: { project: string }) {
  const environments = useQuery(environmentsQuery(project));
  const seen = useConsole().data?.environments ?? [];
  const [asked, setAsked] = useState<Row | null>(null);
  return (
    <>
      <Panel
        title="Environments"
        question="Where must a second person agree before something wide-reaching is done?"
        reading={part(environments, (view) => ({ rows: rowsOf(view, seen), view }))}
        figure={({ rows }) => `${rows.filter(({ isOn }) => isOn).length} with the two-person rule`}
        height="fit"
      >
        {({ rows, view }) => (
          <div className="flex flex-col gap-3">
            <p className="text-13 text-secondary">
              With the two-person rule, making, rotating and changing API keys of an environment
              needs two people: the first one asks, another who may do the same agrees under
              Approvals, and then the first does exactly that, once, within a day. Lifting the rule
              needs two people as well; ending a key never waits. {decidersWords(view.deciders)}
            </p>
            <ul aria-label="Environments" className="flex flex-col divide-y divide-line">
              {rows.map((row) => (
                <RuleRow key={row.environment} row={row} onAsk={() => setAsked(row)} />
              ))}
            </ul>
            <NewRule onAsk={(environment) => setAsked({ environment, isOn: false })} />
          </div>
        )}
      </Panel>
      {asked && <RuleDialog project={project} {...asked} onClose={() => setAsked(null)} />}
    </>
  );
}

/** What has a rule, and what has sent events. */
function rowsOf({ policies }: EnvironmentsView, seen: readonly string[]): Row[] {
  const rules = new Map(policies.map((rule) => [rule.environment, rule.twoPersonRule]));
  const names = [...new Set([...rules.keys(), ...seen])].sort((a, b) => a.localeCompare(b));
  return names.map((environment) => ({ environment, isOn: rules.get(environment) ?? false }));
}

const decidersWords = (deciders: number): string =>
  deciders === 1
    ? "Only one person could decide at present: make another one admin first."
    : `${deciders} people could decide at present.`;

function RuleRow({ row, onAsk }: { row: Row; onAsk: () => void }) {
  const { environment, isOn } = row;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
      <span className="flex min-w-0 flex-wrap items-center gap-2 text-13 text-primary">
        <span className="truncate">{environment}</span>
        <Badge tone={isOn ? "ok" : "unknown"} bare>
          {isOn ? "Two people" : "One person is enough"}
        </Badge>
      </span>
      <Can permission="environments:write">
        {(gate) => (
          <Button
            size="s"
            aria-label={`${isOn ? "Lift the two-person rule of" : "Ask for two people in"} ${environment}`}
            onClick={onAsk}
            {...gate}
          >
            {isOn ? "Lift the rule" : "Ask for two people"}
          </Button>
        )}
      </Can>
    </li>
  );
}
