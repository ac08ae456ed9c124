/** What can be seen and done about incidents. */
import { expect, type Locator } from "@playwright/test";
import { ConsolePage } from "./console";

export class IncidentsPage extends ConsolePage {
  get declareButton(): Locator {
    return this.page.getByRole("button", { name: "Declare incident" });
  }

  /** From the page of an alert. */
  async declareFromAlert(): Promise<void> {
    await this.declareButton.click();
    await expect(this.page).toHaveURL(/\/incidents\/[0-9a-f-]{36}/);
    await this.settled();
  }

  get id(): string {
    return new URL(this.page.url()).pathname.split("/")[2] ?? "";
  }

  async note(text: string): Promise<void> {
    await this.page.getByRole("textbox", { name: "Note" }).fill(text);
    await this.page.getByRole("button", { name: "Add note" }).click();
    await expect(this.panel("Timeline")).toContainText(text);
  }

  /** Of the runbook that is open. */
  step(text: RegExp): Locator {
    return this.page.getByRole("checkbox", { name: text });
  }

  /** The box follows what is kept, a moment after the click. */
  async tick(text: RegExp): Promise<void> {
    await this.step(text).click();
    await expect(this.step(text)).toBeChecked();
  }

  async comment(step: RegExp, text: string): Promise<void> {
    const name = new RegExp(`^Comment on: ${step.source.replace(/^\^/, "")}`);
    await this.page.getByRole("button", { name }).click();
    await this.page.getByLabel("Comment on this step").fill(text);
    await this.page.getByRole("button", { name: "Add comment" }).click();
    await expect(this.page.getByText(text)).toBeVisible();
  }

  async setStatus(words: string): Promise<void> {
    await this.panel("State").getByLabel("Status").selectOption({ label: words });
    await expect(this.badge(words)).toBeVisible();
  }

  /** Beside the way back to the list. */
  badge(words: string): Locator {
    return this.page.getByRole("main").locator("header").first().getByText(words, { exact: true });
  }
}
