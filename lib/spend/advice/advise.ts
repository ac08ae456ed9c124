/** What would lower the bill, each with this project's own estimate: only what is worth something is said. */
import { type Basis, estimate, type Levers, type ModelPrice } from "@/lib/cost/what-if/estimate";
import type { AdviceView } from "./schema";

type Candidate = {
  readonly key: string;
  readonly title: string;
  readonly why: string;
  readonly levers: Levers;
};

/** Ten points more is what a longer life or a lower threshold brings where questions come back. */
const MORE_HITS = 0.1;
const AIM = 0.7;
/** Of the answers, the longest twentieth are the ones to look at. */
const LONGEST = 0.05;
const LEAST_SHARE = 0.01;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

export function adviceOf(
  basis: Basis,
  priceOf: (provider: string, model: string) => ModelPrice | null,
): AdviceView["advice"] {
  const candidates = [
    cacheCandidate(basis),
    outputCandidate(basis),
    modelCandidate(basis, priceOf),
  ];
  return candidates
    .flatMap((candidate) => (candidate === null ? [] : [judged(basis, candidate)]))
    .filter(({ saved, now }) => now > 0 && saved > LEAST_SHARE * now)
    .toSorted((a, b) => b.saved - a.saved);
}

function judged(
  basis: Basis,
  { key, title, why, levers }: Candidate,
): AdviceView["advice"][number] {
  const { now, changed, assumptions } = estimate(basis, levers);
  return {
    ...{ key, title, why, assumptions },
    now: now.thirtyDays,
    saved: now.thirtyDays - changed.thirtyDays,
  };
}

function cacheCandidate({ types }: Basis): Candidate | null {
  const lookups = types.reduce((sum, type) => sum + type.lookups, 0);
  const hits = types.reduce((sum, type) => sum + type.hits, 0);
  const rate = lookups === 0 ? null : hits / lookups;
  if (rate === null || rate >= AIM) return null;
  const wanted = Math.min(AIM, rate + MORE_HITS);
  return {
    key: "cache",
    title: `Raise the cache hit rate from ${percent(rate)} to ${percent(wanted)}`,
    why: "Keep entries longer where answers do not age, or lower the similarity threshold in small steps and watch feedback.",
    levers: { hitRate: wanted },
  };
}

/** The length that one in twenty answers exceeds, over all models. */
function outputCandidate({ lengths }: Basis): Candidate | null {
  const bins = [...lengths.values()].flat().toSorted((a, b) => a.upTo - b.upTo);
  const calls = bins.reduce((sum, bin) => sum + bin.calls, 0);
  let seen = 0;
  const at = bins.find((bin) => {
    seen += bin.calls;
    return seen >= (1 - LONGEST) * calls;
  });
  if (!at || calls === 0) return null;
  const cap = Math.max(1, Math.floor(at.upTo));
  return {
    key: "output",
    title: `Limit answers to ${cap.toLocaleString("en")} tokens`,
    why: `One answer in twenty is longer than that. Ask for shorter ones in the prompt first, so that none is cut in mid-sentence.`,
    levers: { maxOutputTokens: cap },
  };
}

/** The dearest model's work by the one that is cheapest for it among those that are in use here. */
function modelCandidate(
  basis: Basis,
  priceOf: (provider: string, model: string) => ModelPrice | null,
): Candidate | null {
  const [dearest] = basis.cells.toSorted((a, b) => b.cost - a.cost);
  if (!dearest || dearest.cost === 0) return null;
  const from = `${dearest.provider} ${dearest.model}`;
  const options = basis.cells.flatMap(({ provider, model }) => {
    const price = `${provider} ${model}` === from ? null : priceOf(provider, model);
    if (!price) return [];
    const levers = { models: new Map([[from, price]]) };
    return [{ model, levers, cost: estimate(basis, levers).changed.thirtyDays }];
  });
  const [best] = options.toSorted((a, b) => a.cost - b.cost);
  if (!best) return null;
  return {
    key: "model",
    title: `Let ${best.model} do what ${dearest.model} does now`,
    why: "Send it a small share of sessions first and watch quality gates and feedback: the price says nothing about the answers.",
    levers: best.levers,
  };
}
