/** What a developer can see and do to send a first event. */
import type { Locator } from "@playwright/test";
import { ConsolePage } from "./console";

export class ConnectPage extends ConsolePage {
  get connection(): Locator {
    return this.panel("Connection").getByRole("status");
  }

  async createKey(): Promise<void> {
    await this.page.getByRole("button", { name: "Create a key" }).click();
    await this.page.getByRole("button", { name: "Copy API key" }).waitFor();
  }

  /** The code in one of the languages, with the key that was made. */
  async example(language: string): Promise<string> {
    const step = this.panel("2. Send an event");
    await step.getByRole("button", { name: language, exact: true }).click();
    return (await step.locator("code").textContent()) ?? "";
  }
}
