"use client";
/** Whether anybody looks: a stale evaluation is said loudly, because silence then means nothing. */
import { Notice } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import type { Evaluation } from "@/lib/alerts/views";

export function EvaluationNote({ evaluation }: { evaluation: Evaluation }) {
  const { isStale, lastAt, failing, rules } = evaluation;
  if (isStale)
    return (
      <Notice tone="critical">
        Alert rules are not being evaluated
        {lastAt ? (
          <>
            : the last evaluation was <Instant at={lastAt} />
          </>
        ) : (
          " and none has been so far"
        )}
        . What you see may be over, and what is new is not here: nobody is told of it. Check that
        the worker runs.
      </Notice>
    );
  if (failing === 0) return null;
  return (
    <Notice tone="warning">
      {`${failing} of ${rules} rules cannot be evaluated: what they watch is not known. None of their alerts is resolved for it.`}
    </Notice>
  );
}

export function EvaluatedAt({ evaluation: { rules, lastAt } }: { evaluation: Evaluation }) {
  if (rules === 0) return <>No rule is on, so nothing can fire</>;
  const watched = rules === 1 ? "One rule" : `${rules} rules`;
  if (lastAt === null) return <>{`${watched}, not evaluated yet`}</>;
  return (
    <>
      {`${watched}, evaluated `}
      <Instant at={lastAt} />
    </>
  );
}
