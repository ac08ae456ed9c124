"use client";
/** Both arms on every signal: shares of bad units with how sure they are, and what each gate says. */
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { duration, exact, share } from "@/lib/core/format";
import { coloursOf, OTHER_COLOUR } from "@/lib/core/palette";
import type { ArmCount, GateView, RolloutDetail } from "@/lib/rollouts/views";
import { figure, SIGNAL_WORDS } from "@/lib/rollouts/words";

export function GatesPanel({ reading }: { reading: Reading<RolloutDetail> }) {
  return (
    <Panel
      title="Arms"
      question="Is the canary worse than the control, signal by signal?"
      reading={reading}
      height="fit"
      isFlush
    >
      {({ gates, rollout }) => (
        <ul className="flex flex-col">
          {gates.map((gate) => (
            <Row key={gate.key} gate={gate} canary={rollout.canary} control={rollout.control} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

type RowProps = { gate: GateView; canary: string; control: string };

function Row({ gate, canary, control }: RowProps) {
  const most = Math.max(
    0.001,
    gate.limit ?? 0,
    gate.canary.interval?.high ?? 0,
    gate.control.interval?.high ?? 0,
  );
  const scale = Math.min(1, most * 1.05);
  // As on the charts below: a name keeps its colour.
  const colours = coloursOf([canary, control]);
  const colourOf = (name: string) => colours.get(name) ?? OTHER_COLOUR;
  return (
    <li className="grid grid-cols-1 gap-x-4 gap-y-2 border-line border-t px-4 py-3 text-13 md:grid-cols-[minmax(10rem,1fr)_3fr_auto] md:items-center">
      <div className="min-w-0">
        <p className="font-medium text-primary">{SIGNAL_WORDS[gate.signal]}</p>
        <p className="text-12 text-muted">{ruleWords(gate)}</p>
      </div>
      <div className="flex min-w-0 flex-col gap-1">
        <Arm
          name={canary}
          arm={gate.canary}
          scale={scale}
          colour={colourOf(canary)}
          limit={gate.limit}
        />
        <Arm
          name={control}
          arm={gate.control}
          scale={scale}
          colour={colourOf(control)}
          limit={gate.limit}
        />
      </div>
      <div className="flex items-center gap-2 md:w-40 md:flex-col md:items-end md:gap-0.5">
        <Said gate={gate} />
        <span className="text-12 text-muted tabular-nums">
          {gate.e === null ? "—" : `E ${figure(gate.e)}`}
        </span>
      </div>
    </li>
  );
}

function ruleWords({ signal, badAbove, isFrozen, limit, agent }: GateView): string {
  const above =
    badAbove === null ? null : signal === "latency" ? duration(badAbove) : dollars(badAbove);
  const parts = [
    above && `above ${above}${isFrozen ? ", the control's p95" : ""}`,
    limit !== null && `at most ${share(limit)}`,
    agent !== null && `of ${agent}`,
  ].filter((part) => part);
  return parts.length === 0 ? "against the control" : parts.join(", ");
}

const dollars = (micros: number): string => `$${Number((micros / 1e6).toPrecision(3))}`;

function Said({ gate }: { gate: GateView }) {
  if (gate.canary.units === 0) return <Badge tone="unknown">No units</Badge>;
  if (gate.isCommonCause) return <Badge tone="warning">Both arms</Badge>;
  if (gate.isProved) return <Badge tone="ok">Proved</Badge>;
  if ((gate.e ?? 0) >= 20) return <Badge tone="critical">Worse</Badge>;
  return <Badge tone="info">Watching</Badge>;
}

type ArmProps = {
  name: string;
  arm: ArmCount;
  scale: number;
  colour: string;
  limit: number | null;
};

/** A dot with its interval on a common scale; the text says the same. */
function Arm({ name, arm: { units, bad, interval }, scale, colour, limit }: ArmProps) {
  const at = (ratio: number) => `${Math.min(100, (ratio / scale) * 100)}%`;
  return (
    <div className="grid grid-cols-[7rem_1fr_9rem] items-center gap-2 text-12 max-md:grid-cols-[4.5rem_1fr_7.5rem]">
      <span className="truncate font-mono text-secondary">{name}</span>
      <span aria-hidden className="relative h-3 rounded-control bg-hover">
        {limit !== null && limit <= scale && (
          <span className="absolute inset-y-0 w-px bg-critical-solid" style={{ left: at(limit) }} />
        )}
        {interval && (
          <>
            <span
              className="absolute inset-y-1 rounded-control opacity-50"
              style={{
                ...{ left: at(interval.low), right: `calc(100% - ${at(interval.high)})` },
                background: colour,
              }}
            />
            <span
              className="absolute inset-y-0 w-1 -translate-x-1/2 rounded-control"
              style={{ left: at(interval.ratio), background: colour }}
            />
          </>
        )}
      </span>
      <span className="text-right text-secondary tabular-nums">
        {interval ? (
          <>
            <span className="text-primary">{share(interval.ratio)}</span>
            {` · ${exact(bad)} of ${exact(units)}`}
          </>
        ) : (
          "no units"
        )}
      </span>
    </div>
  );
}
