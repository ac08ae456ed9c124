"use client";
/** Where "cost avoided" comes from, term by term, so that anybody can check it. */
import type { ReactNode } from "react";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { ScrollBox } from "@/components/ui/scroll-box";
import type { Arithmetic } from "@/lib/cache/schema";
import { duration, exact, orDash, share } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";

export function ArithmeticPanel({ reading }: { reading: Reading<Arithmetic> }) {
  return (
    <Panel
      title="What the cache is worth"
      question="Where does the cost avoided come from?"
      reading={reading}
      isEmpty={({ hits }) => hits === 0}
      empty={{
        title: "No cache hit in this time range",
        hint: "A hit says what it avoided in `avoidedCostUsd`, or names the call it replaced in `avoidedCall`.",
      }}
      height={340}
    >
      {(terms) => <Terms terms={terms} />}
    </Panel>
  );
}

function Terms({ terms }: { terms: Arithmetic }) {
  return (
    <ScrollBox>
      <div className="flex min-h-full flex-col justify-between gap-3 text-13">
        <dl className="flex flex-col">
          <Term sign="" name="Cache hits" value={exact(terms.hits)} />
          <Term
            sign="×"
            name="What each would have cost"
            hint="Mean, at the replaced model's own rate"
            value={orDash(terms.avoidedPerHit, dollars)}
          />
          <Term sign="=" name="Cost avoided" value={terms.avoidedExact} isSum />
          <Term sign="" name="Spent on LLM calls" value={orDash(terms.cost, dollars)} />
          <Term
            sign=""
            name="Share of the bill avoided"
            hint="Avoided ÷ (avoided + spent)"
            value={orDash(terms.avoidedShare, share)}
          />
          <Term
            sign=""
            name="Latency saved"
            hint="Hits × (mean miss − mean hit), by agent"
            value={orDash(terms.savedMs, duration)}
          />
        </dl>
        <p className="text-12 text-muted">
          {`To check: a request that no cache answered cost ${orDash(terms.costPerMiss, dollars)} on average.`}
          {terms.unpricedNote && ` ${terms.unpricedNote}: they are missing from the money spent.`}
        </p>
      </div>
    </ScrollBox>
  );
}

type TermProps = { sign: string; name: string; hint?: string; value: ReactNode; isSum?: boolean };

function Term({ sign, name, hint, value, isSum = false }: TermProps) {
  return (
    <div
      className={`flex items-baseline gap-2 border-line py-1.5 ${isSum ? "border-y font-semibold text-primary" : "text-secondary"}`}
    >
      <span aria-hidden className="w-3 shrink-0 text-center text-muted">
        {sign}
      </span>
      <dt className="min-w-0 flex-1">
        {name}
        {hint !== undefined && <span className="block text-12 text-muted">{hint}</span>}
      </dt>
      <dd className="shrink-0 text-primary tabular-nums">{value}</dd>
    </div>
  );
}
