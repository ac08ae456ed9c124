"use client";
/** Rollbacks of the last months: how many, by whom, whether the promise is kept, and which nobody has judged. */
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { share } from "@/lib/core/format";
import type { RollbackCounts } from "@/lib/rollouts/rollbacks";
import type { RollbacksView, RollbackView } from "@/lib/rollouts/views";

export function RollbacksPanel({ reading }: { reading: Reading<RollbacksView> }) {
  return (
    <Panel
      title="Rollbacks"
      question="Do the gates keep their promise?"
      reading={reading}
      figure={({ counts }) => `${counts.byMachine + counts.byPeople} in ${counts.days} d`}
      isEmpty={({ counts }) => counts.rollouts === 0}
      empty={{
        title: "No rollout has begun within 90 days",
        hint: "Rollbacks are counted here, and whoever knows says whether each was right.",
      }}
      height="fit"
      isFlush
    >
      {({ counts, toJudge }) => (
        <>
          <Figures counts={counts} />
          <p className="border-line border-t px-4 py-2.5 text-13 text-secondary">
            {`${counts.says}.`}
          </p>
          {toJudge.length > 0 && <ToJudge rollbacks={toJudge} />}
        </>
      )}
    </Panel>
  );
}

function Figures({ counts }: { counts: RollbackCounts }) {
  const { days, rollouts, byMachine, byPeople, judged, judgedFalse, falseRatio, promise } = counts;
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 border-line border-t px-4 py-3 sm:grid-cols-3 lg:grid-cols-5">
      <Figure label={`Rollouts in ${days} d`} value={String(rollouts)} />
      <Figure label="Rolled back by gates" value={String(byMachine)} />
      <Figure label="Rolled back by people" value={String(byPeople)} />
      <Figure label="Judged false" value={`${judgedFalse} of ${judged}`} />
      <Figure
        label={`False rate, ${share(promise)} promised`}
        value={falseRatio === null ? "—" : share(falseRatio)}
      />
    </dl>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex min-w-0 flex-col">
      <dt className="text-12 text-muted">{label}</dt>
      <dd className="font-semibold text-16 text-primary tabular-nums">{value}</dd>
    </div>
  );
}

const MOST_SHOWN = 5;

function ToJudge({ rollbacks }: { rollbacks: readonly RollbackView[] }) {
  const rest = rollbacks.length - MOST_SHOWN;
  return (
    <div className="border-line border-t px-4 py-2.5 text-13">
      <h3 className="pb-1 font-medium text-primary">{`To judge: ${rollbacks.length}`}</h3>
      <ul className="flex flex-col gap-1">
        {rollbacks.slice(0, MOST_SHOWN).map(({ key, attempt, at, by, isByMachine }) => (
          <li key={`${key}/${attempt}`} className="flex flex-wrap items-baseline gap-x-2">
            <KeptLink href={`/rollouts/${encodeURIComponent(key)}#rollbacks`}>{key}</KeptLink>
            <span className="text-12 text-muted">
              {`attempt ${attempt}, by ${isByMachine ? "its gates" : by}, `}
              <Instant at={at} />
            </span>
          </li>
        ))}
      </ul>
      {rest > 0 && <p className="text-12 text-muted">{`And ${rest} more.`}</p>}
    </div>
  );
}
