/** What an administrator can see and do on the page of API keys. */
import type { Locator } from "@playwright/test";
import { ConsolePage } from "./console";

type Wish = {
  readonly scopes?: readonly string[];
  /** As somebody types them: one a line. */
  readonly addresses?: string;
};

export class ApiKeysPage extends ConsolePage {
  /** Gives the secret, which is shown this once. */
  async create(name: string, wish: Wish = {}): Promise<string> {
    await this.fillIn(name, wish);
    await this.making.getByRole("button", { name: "Create key" }).click();
    return this.secret();
  }

  /** The form with everything in it, not sent yet. */
  async fillIn(name: string, { scopes = ["ingest"], addresses }: Wish = {}): Promise<void> {
    await this.page.getByRole("button", { name: "Create key" }).first().click();
    await this.making.getByLabel("Name").fill(name);
    for (const box of await this.making.getByRole("checkbox").all()) await box.setChecked(false);
    for (const scope of scopes) await this.scope(scope).setChecked(true);
    if (addresses !== undefined) await this.addresses.fill(addresses);
  }

  get making(): Locator {
    return this.page.getByRole("dialog", { name: "Create an API key" });
  }

  get addresses(): Locator {
    return this.page.getByRole("dialog").getByLabel("Allowed addresses");
  }

  private scope(scope: string): Locator {
    return this.making.getByRole("checkbox", { name: new RegExp(`^${scope}`) });
  }

  /** Copied from the dialog, which is closed then. */
  private async secret(): Promise<string> {
    const made = this.page.getByRole("dialog", { name: "Copy the key now" });
    const secret = (await made.locator("code").first().textContent()) ?? "";
    await made.getByRole("button", { name: "I have copied it" }).click();
    return secret;
  }

  /** The page of one key, from the table. */
  async openKey(name: string): Promise<void> {
    await this.row(name).getByRole("link", { name }).click();
    await this.heading(name).waitFor();
  }

  /** On a key's page. Gives the new secret. */
  async rotate(reason: string): Promise<string> {
    await this.act("Rotate");
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill(reason);
    await dialog.getByRole("button", { name: "Rotate key" }).click();
    return this.secret();
  }

  /** On a key's page. */
  async allow(addresses: string): Promise<void> {
    await this.act("Change");
    await this.addresses.fill(addresses);
    await this.page.getByRole("dialog").getByRole("button", { name: "Save key" }).click();
    await this.page.getByRole("dialog").waitFor({ state: "detached" });
  }

  /** On a key's page. */
  async end(reason: string): Promise<void> {
    await this.act("Revoke");
    await this.confirmRevocation(reason);
  }

  private act(name: string): Promise<void> {
    return this.page.getByRole("button", { name, exact: true }).click();
  }

  row(name: string): Locator {
    return this.page.getByRole("row").filter({ hasText: name });
  }

  async revoke(name: string, reason: string): Promise<void> {
    await this.row(name)
      .getByRole("button", { name: /^Revoke/ })
      .click();
    await this.confirmRevocation(reason);
  }

  private async confirmRevocation(reason: string): Promise<void> {
    const dialog = this.page.getByRole("dialog", { name: /^Revoke / });
    await dialog.getByLabel("Reason").fill(reason);
    await dialog.getByRole("button", { name: "Revoke key" }).click();
    await this.page.getByRole("dialog").waitFor({ state: "detached" });
  }
}
