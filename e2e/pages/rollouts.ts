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

  /** In the plan's form, until the version is saved. Gives what the dialog said of the difference. */
  async bakeAtMost(stage: number, length: string, reason: string): Promise<string> {
    const form = this.page.getByRole("form", { name: "Plan" });
    await form
      .getByRole("region", { name: `Stage ${stage}`, exact: true })
      .getByLabel("Maximum bake")
      .fill(length);
    await form.getByRole("button", { name: "Review the change" }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill(reason);
    const said = await dialog.innerText();
    await dialog.getByRole("button", { name: /^Save/ }).click();
    await expect(dialog).toHaveCount(0);
    return said;
  }

  /** From tomorrow for a day, on the browser's clock. */
  async freezeTomorrow(reason: string): Promise<void> {
    await this.page.getByRole("button", { name: "Freeze promotions" }).click();
    const dialog = this.page.getByRole("dialog");
    for (const [label, days] of [
      ["From", 1],
      ["To", 2],
    ] as const) {
      const at = new Date(Date.now() + days * 86_400_000);
      const onClock = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
      await dialog.getByLabel(label, { exact: true }).fill(onClock.toISOString().slice(0, 16));
    }
    await dialog.getByLabel("Reason").fill(reason);
    await dialog.getByRole("button", { name: "Freeze promotions" }).click();
    await expect(dialog).toHaveCount(0);
  }

  async judgeFalse(reason: string): Promise<void> {
    await this.panel("Rollbacks").getByRole("button", { name: "Judge", exact: true }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByRole("button", { name: "False", exact: true }).click();
    await dialog.getByLabel("Reason").fill(reason);
    await dialog.getByRole("button", { name: "It was false" }).click();
    await expect(dialog).toHaveCount(0);
  }

  badge(words: string): Locator {
    return this.page.getByRole("main").locator("header").first().getByText(words, { exact: true });
  }
}
