"use client";
/** Days whose spend stood out: by how much, who made it, what changed, and what people say of it. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Can } from "@/components/shell/can";
import { useAsk } from "@/components/shell/use-ask";
import { Badge, Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { orDash, quantity, share } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";
import { anomaliesKey, anomaliesQuery, judgeAnomaly } from "@/lib/spend/anomalies/client";
import type {
  AnomaliesView,
  AnomalyView,
  ContributionView,
  SpendVerdict,
} from "@/lib/spend/anomalies/schema";
import { DIM_WORDS } from "@/lib/spend/dimension";

const times = (ratio: number): string => `${ratio.toFixed(1)} times`;

export function AnomaliesPanel() {
  const { ask } = useAsk();
  const reading = useQuery(anomaliesQuery(ask.project));
  return (
    <Panel
      title="Anomalies"
      question="Which days of the last weeks stood out, and why?"
      reading={reading}
      figure={figureOf}
      isEmpty={({ findings }) => findings.length === 0}
      empty={{
        title: "No day stood out",
        hint: "A day is held against the same weekday of four weeks, today against twice the daily average. Two to three weeks of days are needed.",
      }}
      height="fit"
      isFlush
    >
      {({ findings }) => (
        <ul className="flex flex-col">
          {findings.map((one) => (
            <Finding key={one.date} project={ask.project} finding={one} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function figureOf({ findings, limitToday, today }: AnomaliesView): string {
  const found = quantity(findings.length, "day");
  return limitToday === null
    ? found
    : `${found}; today ${dollars(today)} of ${dollars(limitToday)}`;
}

function Finding({ project, finding }: { project: string; finding: AnomalyView }) {
  const { date, observed, expected, ratio, impact, because, changes } = finding;
  return (
    <li className="grid gap-x-6 gap-y-2 border-line border-t px-4 py-3 text-13 lg:grid-cols-[minmax(0,20rem)_minmax(0,1fr)_minmax(0,16rem)]">
      <div className="min-w-0">
        <p className="font-medium text-14 text-primary">
          {`${date}: ${dollars(observed)} instead of ${dollars(expected)}`}
        </p>
        <p className="text-12 text-secondary">
          {`${orDash(ratio, times)} the expected, ${dollars(impact)} more. Found because it was ${because}.`}
        </p>
      </div>
      <Contributions contributions={finding.contributions} />
      <div className="flex min-w-0 flex-col gap-2">
        {changes.length > 0 && (
          <ul className="text-12 text-secondary">
            {changes.slice(0, 4).map(({ at, words }) => (
              <li key={`${at} ${words}`}>
                {words}, <Instant at={at} style="exact" />
              </li>
            ))}
          </ul>
        )}
        <VerdictButtons project={project} finding={finding} />
      </div>
    </li>
  );
}

function Contributions({ contributions }: { contributions: readonly ContributionView[] }) {
  if (contributions.length === 0)
    return <p className="text-12 text-muted">Nothing to compare its parts with</p>;
  return (
    <ul className="flex min-w-0 flex-col gap-0.5">
      {contributions.slice(0, 6).map((one) => (
        <li key={`${one.dimension} ${one.label}`} className="flex justify-between gap-3">
          <span className="min-w-0 truncate text-secondary">
            {`${DIM_WORDS[one.dimension]} ${one.label}`}
          </span>
          <span className="shrink-0 text-primary tabular-nums" title={effectsOf(one)}>
            {`+${dollars(one.change)} (${orDash(one.share, share)}), ${causeOf(one)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

const effectsOf = ({ traffic, price }: ContributionView): string =>
  `${dollars(traffic)} by more calls, ${dollars(price)} by dearer calls`;

function causeOf({ traffic, price, change }: ContributionView): string {
  if (change === 0) return "no change";
  if (traffic >= 0.7 * change) return "more calls";
  return price >= 0.7 * change ? "dearer calls" : "more and dearer calls";
}

function VerdictButtons({ project, finding }: { project: string; finding: AnomalyView }) {
  const cache = useQueryClient();
  const judge = useMutation({
    mutationFn: (verdict: SpendVerdict) => judgeAnomaly(project, finding.date, verdict),
    onSuccess: () => cache.invalidateQueries({ queryKey: anomaliesKey(project) }),
  });
  const { verdict, date } = finding;
  return (
    <div className="flex flex-col gap-1">
      {verdict && (
        <p className="text-12 text-muted">
          <Badge bare tone={verdict.verdict === "expected" ? "ok" : "warning"}>
            {verdict.verdict === "expected" ? "Expected" : "Real"}
          </Badge>
          {` said ${verdict.byName}`}
        </p>
      )}
      <Can permission="alerts:acknowledge" otherwise="hide">
        {() => (
          <div className="flex gap-2">
            <Button
              size="s"
              aria-label={`${date} was expected`}
              isBusy={judge.isPending}
              onClick={() => judge.mutate("expected")}
            >
              Expected
            </Button>
            <Button
              size="s"
              aria-label={`${date} was a real anomaly`}
              isBusy={judge.isPending}
              onClick={() => judge.mutate("real")}
            >
              Real
            </Button>
          </div>
        )}
      </Can>
      {judge.error && <Notice tone="critical">{judge.error.message}</Notice>}
    </div>
  );
}
