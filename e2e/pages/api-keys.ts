/** What an administrator can see and do on the page of API keys. */
import type { Locator } from "@playwright/test";
import { ConsolePage } from "./console";

export class ApiKeysPage extends ConsolePage {
  /** Gives the secret, which is shown this once. */
  async create(name: string): Promise<string> {
    await this.page.getByRole("button", { name: "Create key" }).first().click();
    const making = this.page.getByRole("dialog", { name: "Create an API key" });
    await making.getByLabel("Name").fill(name);
    await making.getByRole("button", { name: "Create key" }).click();
    const made = this.page.getByRole("dialog", { name: "Copy the key now" });
    const secret = (await made.locator("code").textContent()) ?? "";
    await made.getByRole("button", { name: "I have copied it" }).click();
    return secret;
  }

  row(name: string): Locator {
    return this.page.getByRole("row").filter({ hasText: name });
  }

  async revoke(name: string, reason: string): Promise<void> {
    await this.row(name)
      .getByRole("button", { name: /^Revoke/ })
      .click();
    const dialog = this.page.getByRole("dialog", { name: `Revoke ${name}` });
    await dialog.getByLabel("Reason").fill(reason);
    await dialog.getByRole("button", { name: "Revoke key" }).click();
    await this.page.getByRole("dialog").waitFor({ state: "detached" });
  }
}
