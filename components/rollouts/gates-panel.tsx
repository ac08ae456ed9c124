"use client";
/** Both arms on every signal: shares of bad units with how sure they are, and what each gate says. */
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { duration, share } from "@/lib/core/format";
import type { GateView, RolloutDetail, RolloutRow } from "@/lib/rollouts/views";
import { figure, SIGNAL_WORDS } from "@/lib/rollouts/words";
import { BothArms } from "./both-arms";

export function GatesPanel({ reading }: { reading: Reading<RolloutDetail> }) {
  return (
    <Panel
      title="Canary against control"
      question="What share of each is bad, gate by gate, and how sure is that?"
      reading={reading}
      height="fit"
      isFlush
    >
      {({ gates, rollout }) => (
        <ul className="flex flex-col">
          {gates.map((gate) => (
            <Row key={gate.key} gate={gate} rollout={rollout} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

type RowProps = { gate: GateView; rollout: RolloutRow };

function Row({ gate, rollout: { canary, control, threshold } }: RowProps) {
  return (
    <li className="grid grid-cols-1 gap-x-4 gap-y-2 border-line border-t px-4 py-3 text-13 md:grid-cols-[minmax(10rem,1fr)_3fr_auto] md:items-center">
      <div className="min-w-0">
        <p className="font-medium text-primary">{SIGNAL_WORDS[gate.signal]}</p>
        <p className="text-12 text-muted">{ruleWords(gate)}</p>
      </div>
      <BothArms gate={gate} canary={canary} control={control} />
      <div className="flex items-center gap-2 md:w-40 md:flex-col md:items-end md:gap-0.5">
        <Said gate={gate} threshold={threshold} />
        <span className="text-12 text-muted tabular-nums">
          {gate.e === null ? "—" : `E ${figure(gate.e)}`}
        </span>
      </div>
    </li>
  );
}

export function ruleWords({ signal, badAbove, isFrozen, limit, agent }: GateView): string {
  const above =
    badAbove === null ? null : signal === "latency" ? duration(badAbove) : dollars(badAbove);
  const parts = [
    above && `above ${above}${isFrozen ? " (the control's p95)" : ""}`,
    limit !== null && `limit ${share(limit)}`,
    agent !== null && `agent ${agent}`,
  ].filter((part) => part);
  return parts.length === 0 ? "against the control" : parts.join(", ");
}

const dollars = (micros: number): string => `$${Number((micros / 1e6).toPrecision(3))}`;

function Said({ gate, threshold }: { gate: GateView; threshold: number }) {
  if (gate.canary.units === 0) return <Badge tone="unknown">No units</Badge>;
  if (gate.isCommonCause) return <Badge tone="warning">Common cause</Badge>;
  if (gate.isProved) return <Badge tone="ok">Proved fit</Badge>;
  if ((gate.e ?? 0) >= threshold) return <Badge tone="critical">Worse</Badge>;
  return <Badge tone="info">Watching</Badge>;
}
