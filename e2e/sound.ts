/** What must hold on every page: nothing that axe finds, light and dark, and room enough on a phone. */
import fs from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";
import type { AxeResults, RunOptions } from "axe-core";

/** Less than half of what the package itself would have a page read. */
const AXE = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const PHONES = [390, 360] as const;
/** A theme changes colours and nothing else. */
const ABOUT_COLOUR = ["color-contrast", "link-in-text-block"];
/** What a phone draws otherwise: less room, and things that are only there. */
const ABOUT_ROOM = ["scrollable-region-focusable", "button-name", "link-name", "target-size"];

/** `briefly`: where the same colours, and the same on a phone, are looked at on another page. */
export async function expectSound(page: Page, { briefly = false } = {}): Promise<void> {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  await page.evaluate(AXE);
  const off = Object.fromEntries(ABOUT_COLOUR.map((rule) => [rule, { enabled: false }]));
  expect.soft(await violations(page, briefly ? { rules: off } : {}), "light").toEqual([]);
  if (!briefly) {
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    expect.soft(await violations(page, { runOnly: ABOUT_COLOUR }), "dark").toEqual([]);
  }
  for (const width of PHONES) {
    await page.setViewportSize({ width, height: 800 });
    await expect.poll(() => tooWide(page), { message: `wider than ${width} px` }).toEqual([]);
  }
  if (!briefly)
    expect.soft(await violations(page, { runOnly: ABOUT_ROOM }), "on a phone").toEqual([]);
}

/** One line a finding: the rule, and where. Asked in the page itself: the usual way opens another page each time. */
async function violations(page: Page, options: RunOptions): Promise<string[]> {
  // What was changed just now is painted first.
  await page.evaluate(
    () => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))),
  );
  const { violations: found } = await page.evaluate(
    (asked) => (window as unknown as Scanned).axe.run(document, asked),
    // What is in order is not described: that is a quarter of the time.
    { resultTypes: ["violations"], ...options } satisfies RunOptions,
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}\n${failureSummary}`),
  );
}

type Scanned = { axe: { run: (on: Document, options: RunOptions) => Promise<AxeResults> } };

/** What makes the page scroll sideways; boxes that scroll by themselves may be as wide as they like. */
const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const culprits = [...document.body.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 0.5,
    );
    const names = culprits.slice(0, 5).map((one) => one.outerHTML.slice(0, 160));
    return [`${scrollWidth} > ${clientWidth}`, ...names];
  });
