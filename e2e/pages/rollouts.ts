/** What can be seen and done about rollouts. */
import { expect, type Locator } from "@playwright/test";
import { ConsolePage } from "./console";

export class RolloutsPage extends ConsolePage {
  /** From mock to real, by the first flag there is. */
  async plan(name: string): Promise<void> {
    await this.page.getByRole("link", { name: "Plan a rollout" }).click();
    const form = this.page.getByRole("form", { name: "Plan" });
    await form.getByLabel("Name", { exact: true }).fill(name);
    await form.getByRole("button", { name: "Make the draft" }).click();
    await expect(this.heading(name)).toBeVisible();
    await this.settled();
  }

  /** What a press does stands beside it, and is asked about once more. */
  async press(label: string, reason: string): Promise<void> {
    await this.panel("State").getByRole("button", { name: label, exact: true }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill(reason);
    await dialog.getByRole("button", { name: label, exact: true }).click();
    await expect(dialog).toHaveCount(0);
  }

  badge(words: string): Locator {
    return this.page.getByRole("main").locator("header").first().getByText(words, { exact: true });
  }
}
