/** What an administrator can see and do about the rules of environments. */
import type { Locator } from "@playwright/test";
import { ConsolePage } from "./console";

export class EnvironmentsPage extends ConsolePage {
  rule(environment: string): Locator {
    return this.page
      .getByRole("list", { name: "Environments" })
      .getByRole("listitem")
      .filter({ hasText: environment });
  }

  async askForTwo(environment: string, reason: string): Promise<void> {
    const panel = this.panel("Environments");
    await panel.getByLabel("Another environment").fill(environment);
    await panel.getByRole("button", { name: "Ask for two people", exact: true }).click();
    await this.confirm(`Two people for ${environment}`, "Ask for two people", reason);
  }

  async lift(environment: string, reason: string): Promise<void> {
    const name = `Lift the two-person rule of ${environment}`;
    await this.page.getByRole("button", { name }).click();
    await this.confirm(name, "Lift the rule", reason);
  }

  private async confirm(title: string, verb: string, reason: string): Promise<void> {
    const dialog = this.page.getByRole("dialog", { name: title });
    await dialog.getByLabel("Reason").fill(reason);
    await dialog.getByRole("button", { name: verb }).click();
  }
}
