/** Who asks for a flag: by key, so that its last traces in code are found. */
import { Instant } from "@/components/ui/instant";
import { count } from "@/lib/core/format";
import type { AskerView } from "@/lib/flags/views";

export function Askers({ askers }: { askers: readonly AskerView[] }) {
  if (askers.length === 0) return <p className="text-muted">No program has asked for it.</p>;
  return (
    <ul className="flex flex-col gap-1.5">
      {askers.map(({ name, environment, isForAll, n, sinceAt, lastAt }) => (
        <li key={`${name} ${environment} ${isForAll}`} className="flex flex-wrap gap-x-2 text-12">
          <span className="font-medium text-primary">
            {name === "people" ? "People, signed in" : `Key “${name}”`}
          </span>
          <span className="text-muted">{environment}</span>
          <span className="text-secondary tabular-nums">
            {`${isForAll ? "all flags at once, " : ""}${count(n)} times since `}
            <Instant at={sinceAt} />
            {", last "}
            <Instant at={lastAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}
