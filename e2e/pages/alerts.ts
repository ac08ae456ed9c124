/** What can be seen and done about alerts. */
import { expect, type Locator } from "@playwright/test";
import { ConsolePage } from "./console";

export class AlertsPage extends ConsolePage {
  firing(name: string): Locator {
    return this.panel("Firing").getByRole("listitem").filter({ hasText: name }).first();
  }

  past(name: string): Locator {
    return this.panel("History").getByRole("row", { name });
  }

  /** The only alert of a rule. */
  async openFiring(rule: string): Promise<void> {
    await this.firing(rule).getByRole("link").first().click();
    await expect(this.heading(rule)).toBeVisible();
  }

  /** Of the alert that is open. */
  get facts(): Locator {
    return this.page.getByRole("region", { name: "Facts" });
  }

  /** How it stands, beside the way back to the list. */
  standing(words: string): Locator {
    return this.page.getByRole("main").locator("header").getByText(words, { exact: true });
  }

  get acknowledgeButton(): Locator {
    return this.page.getByRole("button", { name: /^Acknowledge/ });
  }

  get takeBackButton(): Locator {
    return this.page.getByRole("button", { name: /^Take back/ });
  }

  /** The count beside the word Alerts, wherever the bar of pages is. */
  get navigationCount(): Locator {
    return this.page
      .getByRole("navigation", { name: "Pages" })
      .filter({ visible: true })
      .getByRole("link", { name: /^Alerts/ });
  }

  async choose(filter: string, option: string): Promise<void> {
    await this.page.getByLabel(filter, { exact: true }).selectOption(option);
  }
}
