/** Numbers and durations as people read them, each with its exact form for the tooltip. */
import { DAY, HOUR, MINUTE, SECOND } from "./time";

const DASH = "—";

export const orDash = (value: number | null | undefined, format: (n: number) => string): string =>
  value === null || value === undefined || !Number.isFinite(value) ? DASH : format(value);

const significant = (digits: number) =>
  new Intl.NumberFormat("en", { maximumSignificantDigits: digits });
const twoDigits = significant(2);
const threeDigits = significant(3);
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const fullPrecision = new Intl.NumberFormat("en", { maximumFractionDigits: 20 });

/** Every digit, grouped: what a tooltip says. */
export const exact = (n: number): string => fullPrecision.format(n);

/** The first letter of a sentence, or of a heading. */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** `1 call`, `1,200 calls`; the second word where it is not the first with an s. */
export const quantity = (n: number, one: string, more = `${one}s`): string =>
  `${exact(n)} ${n === 1 ? one : more}`;

/** Largest unit first. A number belongs to the first unit it still reaches after rounding to three digits. */
type Scale = readonly (readonly [size: number, unit: string])[];

function scaled(n: number, scale: Scale): string | null {
  const size = Math.abs(n);
  const unit = scale.find(([least]) => size >= least * 0.9995);
  return unit ? `${threeDigits.format(n / unit[0])} ${unit[1]}` : null;
}

const COUNTS: Scale = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "k"],
];
const BYTES: Scale = [
  [1e12, "TB"],
  [1e9, "GB"],
  [1e6, "MB"],
  [1e3, "kB"],
];

/** `412`, `12.4 k`, `1.24 M`; three significant digits. */
export const count = (n: number): string => scaled(n, COUNTS) ?? threeDigits.format(n);

/** Decimal units, as disks and providers count. */
export const bytes = (n: number): string => scaled(n, BYTES) ?? `${whole.format(n)} B`;

/** A ratio from 0 to 1: `61.2 %`. Almost all is never shown as all, nor almost none as none. */
export function share(ratio: number): string {
  const size = Math.abs(ratio);
  if (size > 0 && size < 0.000_01) return "<0.001 %";
  if (size < 0.001) return `${twoDigits.format(ratio * 100)} %`;
  if (size > 0.999 && size < 1) return `${Math.sign(ratio) * belowHundred(size * 100)} %`;
  return `${Math.round(ratio * 1_000) / 10} %`;
}

/** Cut to three decimals, not rounded; the hair forgives what 0.99995 * 100 loses. */
const belowHundred = (percent: number): number =>
  Math.min(99.999, Math.floor(percent * 1_000 + 1e-6) / 1_000);

/** `3.4 /s`; slow ones by the minute or the hour, so that nobody reads `0.002 /s`. */
export function rate(perSecond: number): string {
  if (perSecond === 0 || perSecond >= 0.1) return `${count(perSecond)} /s`;
  if (perSecond * 60 >= 0.1) return `${threeDigits.format(perSecond * 60)} /min`;
  return `${threeDigits.format(perSecond * 3_600)} /h`;
}

/** `412 ms`, `1.24 s`, `2 min 5 s`, `3 h 12 min`, `2 d 4 h`. */
export function duration(ms: number): string {
  const size = Math.abs(ms);
  if (size < 999.5) return size > 0 && size < 0.01 ? "<0.01 ms" : `${small(ms)} ms`;
  if (size < 59_950) return `${threeDigits.format(ms / SECOND)} s`;
  if (size < HOUR - 500) return twoUnits(ms, MINUTE, "min", SECOND, "s");
  if (size < DAY - MINUTE / 2) return twoUnits(ms, HOUR, "h", MINUTE, "min");
  return twoUnits(ms, DAY, "d", HOUR, "h");
}

const small = (ms: number): string => (Math.abs(ms) < 10 ? twoDigits : whole).format(ms);

function twoUnits(ms: number, big: number, bigUnit: string, little: number, unit: string): string {
  const rounded = Math.round(Math.abs(ms) / little) * little;
  const rest = Math.round((rounded % big) / little);
  const sign = ms < 0 ? "-" : "";
  return `${sign}${Math.floor(rounded / big)} ${bigUnit}${rest === 0 ? "" : ` ${rest} ${unit}`}`;
}

/** The exact companion of `duration`. */
export const exactDuration = (ms: number): string => `${exact(ms)} ms`;

/** A length of time as a name: `24 h`, `7 d`, `15 min`. */
export function spanWords(ms: number): string {
  if (ms >= 2 * DAY && ms % DAY === 0) return `${ms / DAY} d`;
  if (ms >= HOUR && ms % HOUR === 0) return `${ms / HOUR} h`;
  return ms < MINUTE ? duration(ms) : `${Math.round(ms / MINUTE)} min`;
}

export type Delta = {
  readonly words: string;
  readonly direction: "up" | "down" | "flat" | "unknown";
};

/**
 * How a figure moved against the period before, in words: `12 % lower than the 24 h before`. A figure
 * that is itself a percentage moves by percentage points: `2.1 pt higher than …`.
 */
export function deltaOf(
  now: number | null,
  before: number | null,
  previousMs: number,
  kind: "relative" | "points" = "relative",
): Delta {
  const than = `the ${spanWords(previousMs)} before`;
  if (now === null) return { words: "no data", direction: "unknown" };
  if (before === null) return { words: `no data in ${than}`, direction: "unknown" };
  const direction = now > before ? "up" : "down";
  const comparison = direction === "up" ? "higher" : "lower";
  const moved = kind === "points" ? points(now - before) : relative(now, before);
  if (moved === "") return { words: `as in ${than}`, direction: "flat" };
  if (moved === "from nothing") return { words: `none in ${than}`, direction };
  if (moved.endsWith("times")) return { words: `${moved} ${than}`, direction };
  return { words: `${moved} ${comparison} than ${than}`, direction };
}

function points(difference: number): string {
  const size = Math.abs(Math.round(difference * 1_000) / 10);
  return size === 0 ? "" : `${size} pt`;
}

/** Empty when the two read alike. */
function relative(now: number, before: number): string {
  if (now === before) return "";
  if (before === 0) return "from nothing";
  const ratio = now / before;
  if (ratio >= 3) return `${ratio < 10 ? twoDigits.format(ratio) : count(Math.round(ratio))} times`;
  const percent = Math.abs(ratio - 1) * 100;
  const text = percent < 1 ? percent.toFixed(1) : whole.format(percent);
  return text === "0.0" ? "" : `${text} %`;
}
