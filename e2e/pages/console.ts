/** What surrounds every page of the console: the bars, the palette, the panels. */
import { expect, type Locator, type Page } from "@playwright/test";

export type Question = {
  readonly project: string;
  readonly range?: string;
  readonly env?: string;
  /** Of a runbook: the incident that it is opened in. */
  readonly incident?: string;
};

export class ConsolePage {
  protected readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(path: string, question: Question): Promise<void> {
    await this.page.goto(`${path}?${new URLSearchParams({ ...question })}`);
  }

  /** A link that somebody was given. */
  async follow(url: string): Promise<void> {
    await this.page.goto(url);
  }

  /** By the rail at the left. */
  async goTo(page: string): Promise<void> {
    await this.page
      .getByRole("navigation", { name: "Pages" })
      .getByRole("link", { name: page })
      .click();
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole("heading", { level: 1, name });
  }

  panel(name: string): Locator {
    return this.page.getByRole("region", { name, exact: true });
  }

  /** The one number or phrase a panel answers with. */
  figure(panel: string): Locator {
    return this.panel(panel).getByRole("status");
  }

  tile(name: string): Locator {
    return this.page.getByRole("article", { name, exact: true }).getByRole("status");
  }

  /** Data is on the screen: nothing is being read for the first time. */
  async settled(): Promise<void> {
    await expect(this.page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(this.page.locator('[aria-busy="true"]')).toHaveCount(0);
  }

  get range(): Locator {
    return this.page.getByTitle("Time range (r)").filter({ visible: true });
  }

  get environment(): Locator {
    return this.page.getByTitle("Environment", { exact: true }).filter({ visible: true });
  }

  async chooseRange(words: string): Promise<void> {
    await this.range.click();
    await this.page
      .getByRole("list", { name: "Presets" })
      .getByRole("button", { name: words })
      .click();
  }

  async chooseEnvironment(name: string): Promise<void> {
    await this.environment.click();
    await this.page.getByRole("menuitemradio", { name }).click();
  }

  get search(): Locator {
    return this.page.getByPlaceholder("Jump to a page, agent, runbook or project");
  }

  /** Ctrl-K, some letters, Enter. */
  async jumpTo(letters: string): Promise<void> {
    await this.page.keyboard.press("Control+k");
    await this.search.fill(letters);
    await this.page.keyboard.press("Enter");
  }

  async fromMenuOf(panel: string, item: string): Promise<void> {
    await this.panel(panel)
      .getByRole("button", { name: `Menu of ${panel}` })
      .click();
    await this.page.getByRole("menuitem", { name: item }).click();
  }
}
