/** What a rule measures, written for people: the unit of its signal and how a value of it reads. */
import { bytes, count, duration, share } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";
import { CATALOGUE } from "@/lib/infrastructure/catalogue";
import { type Signal, type Unit, unitOfSignal } from "./signal";

export type FigureUnit = Unit | "bytes";

export function figureUnitOf(signal: Signal): FigureUnit {
  if (signal.kind !== "resource") return unitOfSignal(signal);
  return CATALOGUE.find(({ id }) => id === signal.resource)?.unit ?? "number";
}

const LEVELS = ["ok", "degraded", "down"] as const;

const times = (n: number): string => `${count(n)} times`;
const level = (n: number): string => LEVELS[Math.round(n)] ?? count(n);

const FORMATS: Readonly<Record<FigureUnit, (n: number) => string>> = {
  share,
  ms: duration,
  usd: dollars,
  times,
  level,
  number: count,
  bytes,
};

/** The same function each time, as charts want it. */
export const formatOf = (unit: FigureUnit): ((n: number) => string) => FORMATS[unit];

/** Null where there is no number to write. */
export const figureText = (unit: FigureUnit, value: number | null): string | null =>
  value === null || !Number.isFinite(value) ? null : formatOf(unit)(value);
