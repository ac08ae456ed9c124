/** The canary and the control at one gate: shares of bad units with how sure they are, on one scale. */
import { exact, share } from "@/lib/core/format";
import { coloursOf, OTHER_COLOUR } from "@/lib/core/palette";
import type { ArmCount, GateView } from "@/lib/rollouts/views";

type BothArmsProps = { gate: GateView; canary: string; control: string };

export function BothArms({ gate, canary, control }: BothArmsProps) {
  const { limit } = gate;
  const most = Math.max(
    ...[0.001, limit ?? 0],
    gate.canary.interval?.high ?? 0,
    gate.control.interval?.high ?? 0,
  );
  const scale = Math.min(1, most * 1.05);
  // As on the charts of the page: a name keeps its colour.
  const colours = coloursOf([canary, control]);
  const arms = [
    { name: canary, arm: gate.canary },
    { name: control, arm: gate.control },
  ];
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {arms.map(({ name, arm }) => (
        <Arm
          key={name}
          name={name}
          arm={arm}
          scale={scale}
          colour={colours.get(name) ?? OTHER_COLOUR}
          limit={limit}
        />
      ))}
    </div>
  );
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
      <span className="truncate font-mono text-secondary" title={name}>
        {name}
      </span>
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
