"use client";
/** Whether the sums that budgets are judged by are those of the single events. */
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import type { Ledger } from "@/lib/spend/budgets/schema";

export function LedgerPanel({ reading }: { reading: Reading<Ledger> }) {
  return (
    <Panel
      title="Ledger"
      question="Do the sums equal the single calls, hour by hour, this month?"
      reading={reading}
      figure={({ hours, off }) =>
        hours === 0 ? "not checked yet" : `${hours - off} of ${hours} hours`
      }
      isEmpty={({ hours }) => hours === 0}
      empty={{
        title: "No hour of this month was checked yet",
        hint: "An hour is checked a few minutes after it has ended.",
      }}
      height={280}
    >
      {(ledger) => (
        <div className="flex flex-col gap-3 text-13 text-secondary">
          <p>
            {ledger.off === 0 ? (
              <Badge tone="ok">Every checked hour adds up exactly</Badge>
            ) : (
              <Badge tone="critical">{`${ledger.off} hours differ`}</Badge>
            )}
          </p>
          <dl className="flex flex-col gap-1">
            <Fact name="Difference" value={`$${ledger.differenceUsd}`} />
            <Fact name="Hours checked" value={String(ledger.hours)} />
            <Fact
              name="Last checked"
              value={ledger.checkedAt === null ? "—" : <Instant at={ledger.checkedAt} />}
            />
          </dl>
          <p className="text-12 text-muted">
            Every hour that is over is added up again from its single events and held against the
            sums. <KeptLink href="/settings/data">All hours</KeptLink>
          </p>
        </div>
      )}
    </Panel>
  );
}

function Fact({ name, value }: { name: string; value: ReactNode }) {
  return (
    <div className="flex justify-between gap-3">
      <dt>{name}</dt>
      <dd className="text-primary tabular-nums">{value}</dd>
    </div>
  );
}
