"use client";
/** Why: the evidence minute by minute, the line that rolls back, and the minute that crossed it; and all of it again. */
import { useMutation } from "@tanstack/react-query";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { replay } from "@/lib/rollouts/client";
import type { RolloutDetail } from "@/lib/rollouts/views";
import { figure } from "@/lib/rollouts/words";
import { EvidenceCurve } from "./evidence-curve";

type EvidencePanelProps = { project: string; reading: Reading<RolloutDetail> };

export function EvidencePanel({ project, reading }: EvidencePanelProps) {
  return (
    <Panel
      title="Evidence"
      question="How strong is the case against the canary, and for it, minute by minute?"
      reading={reading}
      figure={({ verdict }) =>
        verdict ? `E ${figure(verdict.e)} of ${figure(verdict.threshold)}` : "—"
      }
      isEmpty={({ curve }) => curve.length === 0}
      empty={{
        title: "Nothing is counted yet",
        hint: "Evidence begins two minutes after the start, with requests that name their variant.",
        snippet: {
          label: "A request that counts",
          code: '{ "kind": "request", "variant": "real", "user": "u-1", "durationMs": 812 }',
        },
      }}
      height="fit"
    >
      {(detail) => (
        <div className="flex flex-col gap-3">
          <EvidenceCurve detail={detail} />
          <Words detail={detail} />
          <Again project={project} detail={detail} />
        </div>
      )}
    </Panel>
  );
}

function Words({ detail: { verdict, plan } }: { detail: RolloutDetail }) {
  if (!verdict) return null;
  const { mostE, pAlways, crossedAt, countedTo, promotionE, promotionThreshold } = verdict;
  const promise = `${Number((plan.promise.alpha * 100).toPrecision(3))} %`;
  return (
    <div className="flex flex-col gap-1 text-13 text-secondary">
      {crossedAt !== null && (
        <p className="text-primary">
          {"The evidence crossed the threshold at "}
          <Instant at={crossedAt} style="exact" />.
        </p>
      )}
      <p>
        {`E is how many times likelier the counts are with a worse canary than with a healthy one. A healthy one is rolled back with a chance of at most ${promise} over the whole rollout, however often it is looked at. Highest so far: E ${figure(mostE)}, a p-value of ${Number(pAlways.toPrecision(2))}.`}
        {promotionE !== null &&
          ` For promotion: E ${figure(promotionE)} of ${figure(promotionThreshold)}.`}
      </p>
      {countedTo !== null && (
        <p className="text-12 text-muted">
          Counted up to <Instant at={countedTo} style="exact" />, once each minute has matured.
        </p>
      )}
    </div>
  );
}

/** Whoever doubts a verdict has it made again from the minutes. */
function Again({ project, detail: { rollout } }: { project: string; detail: RolloutDetail }) {
  const again = useMutation({ mutationFn: () => replay(project, rollout.key) });
  const { data } = again;
  return (
    <div className="flex flex-wrap items-center gap-3 text-13">
      <Button size="s" isBusy={again.isPending} onClick={() => again.mutate()}>
        Replay the evidence
      </Button>
      {data && !data.replayed && (
        <span role="status" className="text-secondary">
          No minute has been counted: there is nothing to replay.
        </span>
      )}
      {data?.replayed && (
        <span role="status" className={data.isSame ? "text-ok-text" : "text-critical-text"}>
          {data.isSame
            ? `The same to the bit: E ${figure(data.replayed.e)} from ${data.minutes} minutes, inputs ${data.replayed.inputsHash.slice(0, 8)}`
            : `Differs: now E ${figure(data.replayed.e)}, then ${data.stored ? figure(data.stored.e) : "nothing"}`}
        </span>
      )}
      {again.error && <Notice tone="critical">{again.error.message}.</Notice>}
    </div>
  );
}
