/** What can be seen and done about cost. */
import { expect } from "@playwright/test";
import { ConsolePage } from "./console";

export class CostPage extends ConsolePage {
  /** By the strip under the title. */
  async tab(name: string): Promise<void> {
    await this.page
      .getByRole("navigation", { name: "Cost" })
      .getByRole("link", { name, exact: true })
      .click();
    await this.settled();
  }

  async setBudget(amount: string, period: string): Promise<void> {
    await this.page.getByRole("button", { name: "Set a budget" }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel("How often").selectOption({ label: period });
    await dialog.getByLabel("Amount").fill(amount);
    await dialog.getByRole("button", { name: "Set budget" }).click();
    await expect(dialog).toBeHidden();
  }
}
