"use client";
/** Why it fired: the rule in words, its procedure, its labels, and how often it was there before. */
import type { ReactNode } from "react";
import { Notice, Tag } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { ScrollBox } from "@/components/ui/scroll-box";
import type { AlertDetail } from "@/lib/alerts/views";
import { capital, count, duration } from "@/lib/core/format";
import { isSlug } from "@/lib/runbooks/alert-values";

export function RulePanel({ reading }: { reading: Reading<AlertDetail> }) {
  return (
    <Panel title="Rule" question="Why did it fire, and what is there to do?" reading={reading}>
      {(view) => (
        <ScrollBox>
          <dl className="flex flex-col gap-2 text-13">
            <RuleRows view={view} />
            <Row name="Labels">
              <Labels labels={view.alert.labels} />
            </Row>
            <Row name="Before">
              <Before earlier={view.earlier} />
            </Row>
            <Annotations view={view} />
          </dl>
        </ScrollBox>
      )}
    </Panel>
  );
}

function RuleRows({
  view: { rule, runbook, sampleSize, alert, sourceUrl },
}: {
  view: AlertDetail;
}) {
  return (
    <>
      {rule?.hasChanged && (
        <Notice tone="info">
          The rule was changed since: below is what it was when this began.
        </Notice>
      )}
      <Row name={rule ? "Fires when" : "Sent by"}>{rule ? rule.says : alert.source}</Row>
      {rule?.description && <Row name="Means">{rule.description}</Row>}
      <Row name="Runbook">
        <Runbook runbook={runbook} alertId={alert.id} />
      </Row>
      {sampleSize !== null && <Row name="Rests on">{`${count(sampleSize)} samples`}</Row>}
      {sourceUrl && (
        <Row name="Shown at">
          <a
            href={sourceUrl}
            rel="noreferrer"
            target="_blank"
            className="text-accent-text underline"
          >
            {alert.source}
          </a>
        </Row>
      )}
    </>
  );
}

/** Of the console, an address of another system, or words. */
function Runbook({ runbook, alertId }: { runbook: string | null; alertId: string }) {
  if (!runbook) return "none: nobody is told what to do";
  if (isSlug(runbook)) {
    return (
      <KeptLink href={`/runbooks/${runbook}?alert=${encodeURIComponent(alertId)}`}>
        {runbook}
      </KeptLink>
    );
  }
  if (!/^https?:\/\//i.test(runbook)) return <Tag mono>{runbook}</Tag>;
  return (
    <a
      href={runbook}
      rel="noreferrer"
      target="_blank"
      className="break-all text-accent-text underline"
    >
      {runbook}
    </a>
  );
}

function Labels({ labels }: Pick<AlertDetail["alert"], "labels">) {
  return (
    <span className="flex flex-wrap gap-1">
      {Object.entries(labels).map(([name, value]) => (
        <Tag key={name} mono>{`${name}=${value}`}</Tag>
      ))}
    </span>
  );
}

function Before({ earlier: { count: n, last } }: Pick<AlertDetail, "earlier">) {
  if (!last) return <>The first in 30 days</>;
  return (
    <>
      {n === 1 ? "Once in 30 days: " : `${n} times in 30 days, last `}
      <KeptLink href={`/alerts/${last.id}`}>
        <Instant at={last.at} style="exact" />
      </KeptLink>
      {last.lastedMs > 0 && `, for ${duration(last.lastedMs)}`}
    </>
  );
}

/** The summary and the description stand at the top of the page. */
const SAID = ["summary", "description"];

function Annotations({ view: { annotations } }: { view: AlertDetail }) {
  return Object.entries(annotations)
    .filter(([name]) => !SAID.includes(name))
    .map(([name, text]) => (
      <Row key={name} name={capital(name)}>
        {text}
      </Row>
    ));
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 items-baseline gap-2 border-line border-b pb-1.5 last:border-b-0">
      <dt className="w-20 shrink-0 text-12 text-muted">{name}</dt>
      <dd className="min-w-0 flex-1 break-words text-primary">{children}</dd>
    </div>
  );
}
