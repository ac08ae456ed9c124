/** The colours of app/globals.css keep their contrast, and are the ones the palette promises. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { OTHER, SERIES } from "@/lib/core/palette";

const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");

type Theme = "light" | "dark";
const THEMES: readonly Theme[] = ["light", "dark"];
const SELECTOR: Record<Theme, string> = { light: "\n:root {", dark: '\n[data-theme="dark"] {' };

function tokensOf(theme: Theme): ReadonlyMap<string, string> {
  const start = css.indexOf(SELECTOR[theme]);
  const block = css.slice(start, css.indexOf("\n}", start));
  const pairs = [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)];
  return new Map(pairs.map(([, name = "", value = ""]) => [name, value]));
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const channel = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a = "", b = ""): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const SURFACES = ["page", "panel", "raised", "hover"];
const STATUSES = ["ok", "info", "warning", "critical", "unknown"];
const TEXT_FLOOR: Record<string, number> = {
  primary: 12,
  secondary: 7,
  muted: 4.5,
  "accent-text": 4.5,
  control: 3,
  ...Object.fromEntries(STATUSES.map((status) => [`${status}-text`, 4.5])),
};

describe.each(THEMES)("the %s theme", (theme) => {
  const tokens = tokensOf(theme);
  const between = (a: string, b: string) => contrast(tokens.get(a), tokens.get(b));

  test("writes text that can be read on every surface", () => {
    for (const surface of SURFACES) {
      for (const [text, floor] of Object.entries(TEXT_FLOOR)) {
        expect(between(text, surface), `${text} on ${surface}`).toBeGreaterThanOrEqual(floor);
      }
    }
  });

  test("writes status words that can be read on their own backgrounds", () => {
    for (const status of STATUSES) {
      expect(between(`${status}-text`, `${status}-soft`), status).toBeGreaterThanOrEqual(4.5);
      expect(between("on-solid", `${status}-solid`), status).toBeGreaterThanOrEqual(4.5);
    }
    expect(between("on-solid", "accent")).toBeGreaterThanOrEqual(4.5);
    expect(between("accent-text", "accent-soft")).toBeGreaterThanOrEqual(4.5);
  });

  test("wears the colours of the series palette", () => {
    SERIES[theme].forEach((colour, i) => {
      expect(tokens.get(`series-${i + 1}`)).toBe(colour);
    });
    expect(tokens.get("series-other")).toBe(OTHER[theme]);
  });
});
