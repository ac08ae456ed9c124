/** How strongly counts speak against a canary: e-values that may be looked at every minute and never promise too much. */

/** What one minute saw of each arm: units, and how many of them ended badly. */
export type Minute = {
  readonly canary: number;
  readonly canaryBad: number;
  readonly control: number;
  readonly controlBad: number;
};

/** How many times worse than tolerated a canary is supposed to be; the evidence is the mean over all of them. */
const WORSE = [1.5, 2, 3, 5, 10] as const;
/** The same towards better, for proving that a canary is not worse than tolerated. */
const BETTER = [0.7, 0.5, 0.33, 0.2, 0.1] as const;

/** What has been gathered so far: for each supposition the logarithm of its likelihood ratio. */
export type Evidence = readonly number[];
export const NO_EVIDENCE: Evidence = WORSE.map(() => 0);

const LARGE = 1e250;
const LN_LARGE = 250 * Math.LN10;

/** Logarithm of the sum over j of C(canary, j) C(control, bad − j) r^j, up to a factor that is free of r. */
function logSum(canary: number, control: number, bad: number, r: number): number {
  const first = Math.max(0, bad - control);
  const last = Math.min(canary, bad);
  let term = 1;
  let sum = 1;
  let moved = 0;
  for (let j = first; j < last; j++) {
    term *= (((canary - j) * (bad - j)) / ((j + 1) * (control - bad + j + 1))) * r;
    sum += term;
    if (sum > LARGE) {
      sum /= LARGE;
      term /= LARGE;
      moved += LN_LARGE;
    }
  }
  return Math.log(sum) + moved;
}

/**
 * Log likelihood ratio of odds ratio `r1` against `r0`, given how many units and how many bad ones the
 * minute had: whatever the two arms share, such as a provider's outage, drops out.
 */
export function logRatio(minute: Minute, r1: number, r0: number): number {
  const { canary, canaryBad, control, controlBad } = minute;
  const bad = canaryBad + controlBad;
  if (canary === 0 || control === 0 || bad === 0) return 0;
  const certain = Math.max(0, bad - control);
  return (
    (canaryBad - certain) * Math.log(r1 / r0) +
    logSum(canary, control, bad, r0) -
    logSum(canary, control, bad, r1)
  );
}

/** Log likelihood ratio of a share of bad units `p1` against `p0`, without regard to any control. */
export const logRatioOf = (units: number, bad: number, p1: number, p0: number): number =>
  bad * Math.log(p1 / p0) + (units - bad) * Math.log((1 - p1) / (1 - p0));

/** Against “the canary's odds of a bad unit are at most `tolerance` times the control's”. */
export const addRelative = (so: Evidence, minute: Minute, tolerance: number): Evidence =>
  so.map((sum, k) => sum + logRatio(minute, (WORSE[k] ?? 1) * tolerance, tolerance));

/** Against “the canary's odds are `tolerance` times the control's or more”: what proves it fit. */
export const addPromotion = (so: Evidence, minute: Minute, tolerance: number): Evidence =>
  so.map((sum, k) => sum + logRatio(minute, (BETTER[k] ?? 1) * tolerance, tolerance));

/** A share above this leaves no room for suppositions that are worse. */
const MOST = 0.999;

/** Against “at most this share of units is bad”. */
export const addAbsolute = (so: Evidence, units: number, bad: number, limit: number): Evidence =>
  units === 0
    ? so
    : so.map((sum, k) => {
        const supposed = Math.min(MOST, limit * (WORSE[k] ?? 1));
        return sum + logRatioOf(units, bad, supposed, limit);
      });

/** Logarithm of the e-value: of the mean over the suppositions. */
export function logEOf(evidence: Evidence): number {
  const most = Math.max(...evidence);
  const sum = evidence.reduce((total, log) => total + Math.exp(log - most), 0);
  return most + Math.log(sum / evidence.length);
}

/** Beyond this a double ends, and nobody needs to know how far. */
const MOST_LOG = 700;
export const eOf = (logE: number): number => Math.exp(Math.min(logE, MOST_LOG));

/** The largest promise that the evidence breaks, at whatever moment one looks. */
export const pAlwaysOf = (mostLogE: number): number => Math.min(1, Math.exp(-mostLogE));

/** Logarithm of a weighted mean of e-values: an e-value again, so that many gates share one promise. */
export function logMean(
  parts: readonly { readonly logE: number; readonly weight: number }[],
): number {
  const most = Math.max(...parts.map(({ logE }) => logE));
  if (most === Number.NEGATIVE_INFINITY) return most;
  const weights = parts.reduce((sum, { weight }) => sum + weight, 0);
  const sum = parts.reduce((total, { logE, weight }) => total + weight * Math.exp(logE - most), 0);
  return most + Math.log(sum / weights);
}
