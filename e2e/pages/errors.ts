/** What can be seen and done about failures. */
import { expect, type Locator } from "@playwright/test";
import { ConsolePage } from "./console";

const STATE = /^(Open|Resolved|Regressed)$/;

export class ErrorsPage extends ConsolePage {
  async openGroup(title: string): Promise<void> {
    await this.panel("Error groups").getByRole("link", { name: title }).click();
    await expect(this.heading(title)).toBeVisible();
  }

  /** Of the group that is open. */
  get state(): Locator {
    return this.page.getByRole("main").getByText(STATE).first();
  }

  get resolveButton(): Locator {
    return this.page.getByRole("button", { name: "Mark resolved" });
  }

  async resolve(reason: string): Promise<void> {
    await this.resolveButton.click();
    const dialog = this.page.getByRole("dialog", { name: /^Mark resolved/ });
    await dialog.getByLabel("Reason").fill(reason);
    await dialog.getByRole("button", { name: "Mark resolved" }).click();
    await expect(dialog).toHaveCount(0);
  }
}
