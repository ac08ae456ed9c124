/** What a back-fill would change, in all and by agent. */
import { Notice } from "@/components/ui/badge";
import { count, exact, quantity } from "@/lib/core/format";
import type { PreviewView } from "@/lib/pricing/schema";
import { money } from "@/lib/pricing/words";

const AGENTS_SHOWN = 5;

export function PreviewNote({ preview }: { preview: PreviewView }) {
  const { calls, tokens, unpriced, before, after, agents, isEstimate } = preview;
  if (calls === 0)
    return (
      <Notice tone="info">
        No stored call is concerned: the price holds for what arrives from now on.
      </Notice>
    );
  return (
    <Notice tone="info">
      <p className="tabular-nums">
        {`${exact(calls)} calls (${exact(unpriced)} without a price now), ${count(tokens)} tokens: ${money(before)} becomes ${isEstimate ? "about " : ""}${money(after)}.`}
      </p>
      <ul className="mt-1 text-12 tabular-nums">
        {agents.slice(0, AGENTS_SHOWN).map((one) => (
          <li key={one.agent}>
            {`${one.agent || "no agent"}: ${quantity(one.calls, "call")}, ${money(one.before)} → ${money(one.after)}`}
          </li>
        ))}
        {agents.length > AGENTS_SHOWN && (
          <li>{`and ${agents.length - AGENTS_SHOWN} more agents`}</li>
        )}
      </ul>
    </Notice>
  );
}
