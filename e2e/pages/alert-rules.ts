/** What a person can see and do on the pages of alert rules. */
import type { Locator } from "@playwright/test";
import { ConsolePage } from "./console";

export class AlertRulesPage extends ConsolePage {
  row(name: string): Locator {
    return this.page.getByRole("row").filter({ hasText: name });
  }

  get sentence(): Locator {
    return this.page.getByRole("status", { name: "The rule in words" });
  }

  get form(): Locator {
    return this.page.getByRole("form", { name: "Rule" });
  }

  field(label: string): Locator {
    return this.form.getByLabel(label, { exact: true });
  }

  async startNew(): Promise<void> {
    await this.page.getByRole("link", { name: "New rule" }).click();
    await this.heading("New alert rule").waitFor();
  }

  async openRule(name: string): Promise<void> {
    await this.row(name).getByRole("link", { name }).click();
    await this.heading(name).waitFor();
  }

  press(name: string): Promise<void> {
    return this.page.getByRole("button", { name, exact: true }).click();
  }

  get importing(): Locator {
    return this.page.getByRole("dialog", { name: "Import Prometheus rules" });
  }

  /** Shows what would come of the file. */
  async lookAt(file: string): Promise<void> {
    await this.press("Import");
    await this.importing.getByLabel("Rule file").fill(file);
    await this.importing.getByRole("button", { name: "Look at the rules" }).click();
  }
}
