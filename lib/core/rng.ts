/** Seeded randomness: the same seed tells the same story, on every machine. */
import { hash32 } from "./hash";

export type Rng = {
  /** Uniform in [0, 1). */
  readonly next: () => number;
  /** Uniform among the whole numbers from `low` to `high`, both included. */
  readonly int: (low: number, high: number) => number;
  readonly normal: (mean?: number, deviation?: number) => number;
  /** `median` in the unit of the result; `sigma` is the deviation of its logarithm. */
  readonly lognormal: (median: number, sigma: number) => number;
  readonly poisson: (mean: number) => number;
  /** One of the choices, in proportion to its weight. */
  readonly weighted: <T>(choices: readonly (readonly [choice: T, weight: number])[]) => T;
  /** A version 4 UUID: unique within the seed, the same on every run. */
  readonly uuid: () => string;
  /** An independent stream: drawing more from one leaves the others as they were. */
  readonly fork: (name: string) => Rng;
};

const TWO_32 = 2 ** 32;
/** Above this mean the normal approximation is closer than anybody can see. */
const LARGE_MEAN = 60;

export function rngOf(seed: number | string): Rng {
  const start = typeof seed === "string" ? hash32(seed) : Math.trunc(seed);
  const word = sfc32(start);
  const next = () => word() / TWO_32;

  const normal = (mean = 0, deviation = 1) => {
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * next());
  };

  return {
    next,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    normal,
    lognormal: (median, sigma) => median * Math.exp(sigma * normal()),
    poisson: (mean) => (mean > LARGE_MEAN ? roundedNormal(mean, normal) : knuth(mean, next)),
    weighted: (choices) => pick(choices, next()),
    uuid: () => uuidOf([word(), word(), word(), word()]),
    fork: (name) => rngOf(`${start}/${name}`),
  };
}

/** Chris Doty-Humphrey's sfc32: 128 bits of state, 32 bits a draw, passes PractRand. */
function sfc32(seed: number): () => number {
  let [a, b, c, counter] = [seed | 0, Math.floor(seed / TWO_32) | 0, 0x9e3779b9 | 0, 1];
  const word = () => {
    const out = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + out;
    c |= 0;
    return out >>> 0;
  };
  for (let i = 0; i < 16; i++) word();
  return word;
}

function knuth(mean: number, next: () => number): number {
  const floor = Math.exp(-mean);
  let drawn = 0;
  for (let left = next(); left > floor; left *= next()) drawn++;
  return drawn;
}

const roundedNormal = (mean: number, normal: Rng["normal"]): number =>
  Math.max(0, Math.round(normal(mean, Math.sqrt(mean))));

function pick<T>(choices: readonly (readonly [T, number])[], at: number): T {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
  let left = at * total;
  for (const [choice, weight] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  const last = choices.at(-1);
  if (!last) throw new RangeError("Nothing to choose from");
  return last[0];
}

function uuidOf(words: readonly number[]): string {
  const hex = words.map((word) => word.toString(16).padStart(8, "0")).join("");
  const variant = (8 + (Number.parseInt(hex.charAt(16), 16) & 3)).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
