"use client";
/** The rollbacks of one rollout, and whether people say that each was right. */
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import type { RollbackView, RolloutDetail } from "@/lib/rollouts/views";
import { JudgeDialog } from "./judge-dialog";

type RollbackPanelProps = { project: string; reading: Reading<RolloutDetail> };

/** Where nothing was rolled back there is nothing to say. */
export function RollbackPanel({ project, reading }: RollbackPanelProps) {
  const [chosen, setChosen] = useState<RollbackView | null>(null);
  if ((reading.data?.rollbacks.length ?? 0) === 0) return null;
  return (
    <Panel
      title="Rollbacks"
      question="Was it right to take it back? The gates are held to the answers."
      reading={reading}
      figure={({ rollbacks }) => String(rollbacks.length)}
      height="fit"
      isFlush
    >
      {({ rollbacks }) => (
        <>
          <ul className="flex flex-col">
            {rollbacks.map((rollback) => (
              <Row key={rollback.attempt} rollback={rollback} onPress={() => setChosen(rollback)} />
            ))}
          </ul>
          {chosen && (
            <JudgeDialog project={project} rollback={chosen} onClose={() => setChosen(null)} />
          )}
        </>
      )}
    </Panel>
  );
}

function Row({ rollback, onPress }: { rollback: RollbackView; onPress: () => void }) {
  const { attempt, at, by, isByMachine, judgement } = rollback;
  return (
    <li className="flex flex-col gap-1.5 border-line border-t px-4 py-2.5 text-13">
      <p className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 text-primary">
        {`Attempt ${attempt}, by ${isByMachine ? "its gates" : by}`}
        <Verdict judgement={judgement} isByMachine={isByMachine} />
      </p>
      {judgement?.reason && <p className="wrap-anywhere text-secondary">{judgement.reason}</p>}
      <p className="text-12 text-muted">
        <Instant at={at} />
        {judgement && ` · judged by ${judgement.by}`}
      </p>
      <div>
        <Can permission="rollouts:write">
          {(gate) => (
            <Button size="s" onClick={onPress} {...gate}>
              {judgement ? "Judge again" : "Judge"}
            </Button>
          )}
        </Can>
      </div>
    </li>
  );
}

function Verdict({ judgement, isByMachine }: Pick<RollbackView, "judgement" | "isByMachine">) {
  // What people took back says nothing of the gates: it may be judged, and waits for nobody.
  if (!judgement && !isByMachine) return <Badge tone="unknown">Not counted</Badge>;
  if (!judgement) return <Badge tone="unknown">To judge</Badge>;
  return judgement.isFalse ? <Badge tone="warning">False</Badge> : <Badge tone="ok">Right</Badge>;
}
