/** What the gates have found, for somebody who was just woken: which gate it is, and how far apart the arms are. */
import type { GateView } from "./views";
import type { Word } from "./watch";

/** The gate that the verdict is about: the one that both arms break, or else the one that speaks loudest against the canary. */
export function loudestGate(word: Word, gates: readonly GateView[]): GateView | null {
  const met = gates.filter(({ canary }) => canary.units > 0);
  const about = word === "COMMON_CAUSE" ? met.filter((gate) => gate.isCommonCause) : met;
  const [loudest] = about.toSorted((a, b) => (b.e ?? 0) - (a.e ?? 0));
  return loudest ?? null;
}

/** Beyond this many times a figure says no more than “far more”. */
const MOST_TIMES = 100;

/** The canary's share of bad units against the control's, without a full stop; null where an arm told nothing. */
export function apartWords({ canary, control }: Pick<GateView, "canary" | "control">) {
  if (!canary.interval || !control.interval) return null;
  const [here, there] = [canary.interval.ratio, control.interval.ratio];
  if (here === there) return "the same share in both arms";
  if (there === 0) return "none in the control";
  if (here === 0) return "none in the canary";
  const times = here / there;
  if (times > MOST_TIMES) return `more than ${MOST_TIMES}x the control's share`;
  return `${Number(times.toPrecision(2))}x the control's share`;
}
