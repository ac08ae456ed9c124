"use client";
/** Acts that wait for a second person, and what became of the others. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { reasonFor } from "@/components/shell/can";
import { useAsk } from "@/components/shell/use-ask";
import { useMay } from "@/components/shell/use-console";
import { Notice } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import { part } from "@/components/ui/reading";
import { approvalsQuery, type Verdict } from "@/lib/projects/client";
import type { ApprovalView } from "@/lib/projects/schema";
import { ApprovalCard } from "./approval-card";
import { ApprovalsTable } from "./approvals-table";
import { DecideDialog } from "./decide-dialog";

type Deciding = { readonly approval: ApprovalView; readonly verdict: Verdict };

/** What somebody still has to do something about. */
const isOpen = ({ state, isMine }: ApprovalView): boolean =>
  state === "waiting" || (state === "approved" && isMine);

export function ApprovalsPage() {
  const { ask } = useAsk();
  const may = useMay("approvals:read");
  const approvals = useQuery({ ...approvalsQuery(ask.project), enabled: may === true });
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  if (may === false) return <Notice tone="info">{reasonFor("approvals:read")}</Notice>;
  return (
    <>
      <Panel
        title="Waiting"
        question="What must not happen before a second person has agreed?"
        reading={part(approvals, (rows) => rows.filter(isOpen))}
        figure={(rows) => `${rows.filter(({ state }) => state === "waiting").length} waiting`}
        isEmpty={({ length }) => length === 0}
        empty={{
          title: "Nothing waits for a second person",
          hint: "Environments with the two-person rule ask here. The project's settings say which.",
        }}
        height="fit"
      >
        {(rows) => (
          <ul aria-label="Waiting acts" className="flex flex-col divide-y divide-line">
            {rows.map((approval) => (
              <ApprovalCard
                key={approval.id}
                approval={approval}
                onDecide={(verdict) => setDeciding({ approval, verdict })}
              />
            ))}
          </ul>
        )}
      </Panel>
      <Panel
        title="History"
        question="Who agreed to what, and was it done?"
        reading={part(approvals, (rows) => rows.filter((row) => !isOpen(row)))}
        isEmpty={({ length }) => length === 0}
        empty={{ title: "Nothing has been decided yet" }}
        height="fit"
        isFlush
      >
        {(rows) => <ApprovalsTable rows={rows} />}
      </Panel>
      {deciding && (
        <DecideDialog project={ask.project} {...deciding} onClose={() => setDeciding(null)} />
      )}
    </>
  );
}
