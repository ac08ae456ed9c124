"use client";
/** Rules that wake somebody and do not say what to do; nothing where there is none. */
import { Badge } from "@/components/ui/badge";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import { part, type Reading } from "@/components/ui/reading";
import { quantity } from "@/lib/core/format";
import type { RunbooksView } from "@/lib/runbooks/schema";

export function UnguidedPanel({ reading }: { reading: Reading<RunbooksView> }) {
  if (!reading.data || reading.data.unguided.length === 0) return null;
  return (
    <Panel
      title="Rules that page without a runbook"
      question="Who would be woken and not told what to do?"
      reading={part(reading, ({ unguided }) => unguided)}
      figure={({ length }) => quantity(length, "rule")}
      height="fit"
    >
      {(rules) => (
        <ul className="flex flex-col divide-y divide-line text-13">
          {rules.map(({ id, name, severity, names }) => (
            <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
              <KeptLink href={`/alerts/rules/${id}`}>{name}</KeptLink>
              <Badge tone={severity === "critical" ? "critical" : "warning"} bare>
                {severity}
              </Badge>
              <span className="text-muted">
                {names === null ? "names none" : `names “${names}”, which is not there`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
