"use client";
/** The evidence minute by minute on a scale of powers of ten, with the threshold that it has to reach. */
import { useMemo } from "react";
import { TimeSeries } from "@/components/charts/time-series";
import type { Series } from "@/lib/core/series";
import type { Target } from "@/lib/core/targets";
import {
  evidenceAxis,
  FLOOR_WORDS,
  heightOf,
  heightWords,
  isBelowFloor,
} from "@/lib/rollouts/evidence-scale";
import type { EvidencePoint, RolloutDetail } from "@/lib/rollouts/views";
import { figure } from "@/lib/rollouts/words";

export function EvidenceCurve({ detail: { curve, plan } }: { detail: RolloutDetail }) {
  const { alpha, promotionAlpha } = plan.promise;
  const values = useMemo(() => valuesOf(curve), [curve]);
  const series = useMemo(() => seriesOf(curve), [curve]);
  const isProving = series.length > 1;
  const targets = useMemo(
    () => thresholds(1 / alpha, isProving ? 1 / promotionAlpha : null),
    [alpha, promotionAlpha, isProving],
  );
  const axis = useMemo(
    () => evidenceAxis(values, 1 / Math.min(alpha, isProving ? promotionAlpha : alpha)),
    [values, alpha, promotionAlpha, isProving],
  );
  return (
    <div className="flex flex-col gap-1">
      <div className="flex h-56 flex-col">
        <TimeSeries series={series} value={heightWords} targets={targets} axis={axis} />
      </div>
      <p className="text-12 text-muted">
        {
          "E by powers of ten: above 1 it speaks for what the line is named after, below 1 against it."
        }
        {values.some(isBelowFloor) && ` ${FLOOR_WORDS}.`}
      </p>
    </div>
  );
}

const valuesOf = (curve: readonly EvidencePoint[]): number[] =>
  curve.flatMap(({ e, promotionE }) => (promotionE === null ? [e] : [e, promotionE]));

function seriesOf(curve: readonly EvidencePoint[]): Series[] {
  const against = curve.map(({ at, e }) => ({ at, value: heightOf(e) }));
  const proof = curve.map(({ at, promotionE }) => ({
    at,
    value: promotionE === null ? null : heightOf(promotionE),
  }));
  return [
    { key: "canary is worse", label: "canary is worse", points: against },
    ...(proof.some(({ value }) => value !== null)
      ? [{ key: "canary is fit", label: "canary is fit", points: proof }]
      : []),
  ];
}

/** Two thresholds that are the same are one line. */
function thresholds(back: number, proof: number | null): Target[] {
  const line = (noun: string, at: number): Target => ({
    ...{ label: noun, noun, unit: "score", better: "lower", words: figure(at) },
    ...{ aim: heightOf(at), limit: heightOf(at) },
  });
  if (proof === null) return [line("rolls back at", back)];
  return proof === back
    ? [line("threshold", back)]
    : [line("rolls back at", back), line("proves at", proof)];
}
