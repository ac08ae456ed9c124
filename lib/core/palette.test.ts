/** The palette can be told apart by everybody, on both panels, and a name keeps its colour. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { coloursOf, OTHER, SERIES, SLOTS, slotOf } from "./palette";

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** Panel and raised surface, as app/globals.css has them. */
const SURFACES = { light: ["#fcfcfd", "#ffffff"], dark: ["#121215", "#1a1a1e"] } as const;
const THEMES = ["light", "dark"] as const;

const linearOf = (hex: string): Triple => {
  const channel = (at: number) => {
    const v = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
};

const dot = (a: Triple, b: Triple) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const through = (m: Matrix, v: Triple): Triple => [dot(m[0], v), dot(m[1], v), dot(m[2], v)];
const inGamut = (v: Triple): Triple => {
  const clip = (x: number) => Math.min(1, Math.max(0, x));
  return [clip(v[0]), clip(v[1]), clip(v[2])];
};

/** Björn Ottosson, "A perceptual color space for image processing" (2020). */
function oklabOf(rgb: Triple): Triple {
  const lms = through(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb,
  );
  return through(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [Math.cbrt(lms[0]), Math.cbrt(lms[1]), Math.cbrt(lms[2])],
  );
}

const distance = (a: Triple, b: Triple) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

const simulate = (m: Matrix) => (rgb: Triple) => inGamut(through(m, rgb));

/** Brettel, Viénot & Mollon (1997): tritanopia takes two half-planes, split at the neutral plane. */
function brettelTritan(rgb: Triple): Triple {
  const warm: Matrix = [
    [1.01277, 0.13548, -0.14826],
    [-0.01243, 0.86812, 0.14431],
    [0.07589, 0.805, 0.11911],
  ];
  const cool: Matrix = [
    [0.93678, 0.18979, -0.12657],
    [0.06154, 0.81526, 0.1232],
    [-0.37562, 1.12767, 0.24796],
  ];
  return inGamut(through(dot([0.03901, -0.02788, -0.01113], rgb) >= 0 ? warm : cool, rgb));
}

/**
 * All in linear RGB. Machado, Oliveira & Fernandes (2009), severity 1.0; Viénot, Brettel & Mollon
 * (1999) and Brettel et al. (1997) with the sRGB matrices of libDaltonLens. Models differ, so a
 * palette has to pass under each.
 */
const SIGHTS: Readonly<Record<string, (rgb: Triple) => Triple>> = {
  "normal sight": (rgb) => rgb,
  "protanopia (Machado)": simulate([
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ]),
  "deuteranopia (Machado)": simulate([
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ]),
  "tritanopia (Machado)": simulate([
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ]),
  "protanopia (Viénot)": simulate([
    [0.10889, 0.89111, 0],
    [0.10889, 0.89111, 0],
    [0.00447, -0.00447, 1],
  ]),
  "deuteranopia (Viénot)": simulate([
    [0.29031, 0.70969, 0],
    [0.29031, 0.70969, 0],
    [-0.02197, 0.02197, 1],
  ]),
  "tritanopia (Brettel)": brettelTritan,
};

const luminance = (hex: string) => dot([0.2126, 0.7152, 0.0722], linearOf(hex));
function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

function smallestDistance(colours: readonly string[], sight: (rgb: Triple) => Triple): number {
  const labs = colours.map((hex) => oklabOf(sight(linearOf(hex))));
  return Math.min(...labs.flatMap((a, i) => labs.slice(i + 1).map((b) => distance(a, b))));
}

describe.each(THEMES)("on the %s panel", (theme) => {
  test.each([...SERIES[theme], OTHER[theme]])("%s is seen: contrast of 3 or more", (hex) => {
    for (const surface of SURFACES[theme]) expect(contrast(hex, surface)).toBeGreaterThanOrEqual(3);
  });

  test.each(Object.keys(SIGHTS))("the series are told apart in %s", (name) => {
    const sight = SIGHTS[name];
    if (!sight) throw new Error(name);
    expect(smallestDistance(SERIES[theme], sight)).toBeGreaterThanOrEqual(0.1);
  });

  test("no series is the grey of others, nor a status colour", () => {
    const status = {
      light: ["#c7252c", "#a55a05", "#177f45", "#b0181f", "#854800", "#0f6937"],
      dark: ["#cb3037", "#a35a0a", "#1c7f46", "#ff8b8b", "#efb04f", "#58cf8a"],
    }[theme];
    const normal = (hex: string) => oklabOf(linearOf(hex));
    for (const hex of SERIES[theme])
      for (const other of [...status, OTHER[theme]])
        expect(distance(normal(hex), normal(other)), `${hex} ${other}`).toBeGreaterThanOrEqual(
          0.085,
        );
  });
});

test("app/globals.css paints these very colours, light before dark", () => {
  const css = readFileSync("app/globals.css", "utf8");
  const painted = (name: string) =>
    Array.from(css.matchAll(new RegExp(`--series-${name}: (#[0-9a-f]{6})`, "g")), ([, hex]) => hex);
  expect(painted("[1-8]")).toEqual([...SERIES.light, ...SERIES.dark]);
  expect(painted("other")).toEqual([OTHER.light, OTHER.dark]);
});

describe("a name", () => {
  test("keeps its colour when later names come", () => {
    const few = coloursOf(["rag-support", "cag-faq"]);
    const many = coloursOf(["rag-support", "cag-faq", "hybrid", "direct", "triage"]);
    for (const [name, colour] of few) expect(many.get(name)).toBe(colour);
  });

  test("shares its colour with nobody while there are eight or fewer", () => {
    const names = Array.from({ length: SLOTS }, (_, i) => `agent-${i}`);
    expect(new Set(coloursOf(names).values()).size).toBe(SLOTS);
  });

  test("beyond eight still gets one", () => {
    const all = new Set(Array.from({ length: SLOTS }, (_, i) => i));
    expect(slotOf("ninth", all)).toBeLessThan(SLOTS);
    expect(coloursOf(Array.from({ length: 20 }, (_, i) => `a${i}`)).size).toBe(20);
  });
});
