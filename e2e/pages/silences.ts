/** The silences page: what is hidden, and the form that hides it. */
import type { Locator } from "@playwright/test";
import { ConsolePage } from "./console";

export class SilencesPage extends ConsolePage {
  get form(): Locator {
    return this.page.getByRole("dialog");
  }

  /** A silence in one of the lists, by a word in it. */
  row(list: string, words: string): Locator {
    return this.panel(list).getByRole("listitem").filter({ hasText: words });
  }

  async write({ reason }: { readonly reason: string }): Promise<void> {
    await this.form.getByLabel("Reason").fill(reason);
    await this.form.getByRole("button", { name: "Silence", exact: true }).click();
  }

  async end(words: string): Promise<void> {
    await this.row("Active", words).getByRole("button", { name: "End now" }).click();
  }

  async addWindow(name: string, agent: string): Promise<void> {
    await this.page.getByRole("button", { name: "Add a window" }).click();
    await this.form.getByLabel("Name").fill(name);
    await this.form.getByLabel("Label 1").fill("agent");
    await this.form.getByLabel("Value 1").fill(agent);
    await this.form.getByRole("button", { name: "Add window" }).click();
  }
}
