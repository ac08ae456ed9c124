/** What must hold on every page: nothing that axe finds, light and dark, and room enough on a phone. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const PHONES = [390, 360] as const;
/** A theme changes colours and nothing else. */
const ABOUT_COLOUR = ["color-contrast", "link-in-text-block"];
/** What a phone draws otherwise: less room, and things that are only there. */
const ABOUT_ROOM = ["scrollable-region-focusable", "button-name", "link-name", "target-size"];

/** `briefly`: where the same colours, and the same on a phone, are looked at on another page. */
export async function expectSound(page: Page, { briefly = false } = {}): Promise<void> {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  const light = briefly ? axe(page).disableRules(ABOUT_COLOUR) : axe(page);
  expect.soft(await violations(light), "light").toEqual([]);
  if (!briefly) {
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    expect.soft(await violations(axe(page).withRules(ABOUT_COLOUR)), "dark").toEqual([]);
  }
  for (const width of PHONES) {
    await page.setViewportSize({ width, height: 800 });
    await expect.poll(() => tooWide(page), { message: `wider than ${width} px` }).toEqual([]);
  }
  if (!briefly)
    expect.soft(await violations(axe(page).withRules(ABOUT_ROOM)), "on a phone").toEqual([]);
}

const axe = (page: Page) => new AxeBuilder({ page });

/** One line a finding: the rule, and where. */
async function violations(builder: AxeBuilder): Promise<string[]> {
  const { violations: found } = await builder.analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}\n${failureSummary}`),
  );
}

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
