/** What an administrator can see and do on the page of members, and what the person who is invited does. */
import { expect, type Locator, type Page } from "@playwright/test";
import { ConsolePage } from "./console";

export class MembersPage extends ConsolePage {
  get message(): Locator {
    return this.panel("Members").getByRole("alert");
  }

  member(email: string): Locator {
    return this.panel("Members").getByRole("row").filter({ hasText: email });
  }

  role(email: string): Locator {
    return this.page.getByLabel(`Role of ${email}`);
  }

  /** Gives the link, which is shown this once. */
  async invite(email: string, role: string): Promise<string> {
    await this.page.getByRole("button", { name: "Invite", exact: true }).click();
    const asking = this.page.getByRole("dialog", { name: "Invite somebody" });
    await asking.getByLabel("E-mail address").fill(email);
    await asking.getByLabel("Role").selectOption(role);
    await asking.getByRole("button", { name: "Invite", exact: true }).click();
    return this.copiedLink("Copy the link now", "I have copied it");
  }

  async newLink(email: string): Promise<string> {
    await this.page.getByRole("button", { name: `New link for ${email}` }).click();
    return this.copiedLink("Copy the link now", "I have copied it");
  }

  async takeBack(email: string): Promise<void> {
    await this.page.getByRole("button", { name: `Take back the invitation of ${email}` }).click();
  }

  async act(email: string, verb: string, reason: string): Promise<void> {
    await this.choose(email, verb);
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill(reason);
    await dialog.getByRole("button", { name: verb }).click();
    await dialog.waitFor({ state: "detached" });
  }

  async resetLink(email: string): Promise<string> {
    await this.choose(email, "Link for a new password");
    await this.page.getByRole("button", { name: "Show a link to copy" }).click();
    return this.copiedLink(/^A new password for/, "Done");
  }

  private async choose(email: string, item: string): Promise<void> {
    await this.page.getByRole("button", { name: `Acts on ${email}` }).click();
    await this.page.getByRole("menuitem", { name: item }).click();
  }

  private async copiedLink(title: string | RegExp, close: string): Promise<string> {
    const dialog = this.page.getByRole("dialog", { name: title });
    const link = (await dialog.locator("code").textContent()) ?? "";
    await dialog.getByRole("button", { name: close, exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    return link;
  }
}

/** The pages that a link leads to. */
export class LinkPage {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get refusal(): Locator {
    return this.page.locator("main").getByRole("alert");
  }

  async open(link: string): Promise<void> {
    // Another link on the same page changes what is behind the `#` alone, which is no new page.
    await this.page.goto("about:blank");
    await this.page.goto(link);
    await expect(this.page.getByText("Reading the link")).toHaveCount(0);
  }

  async accept(name: string, password: string): Promise<void> {
    await this.page.getByLabel("Your name").fill(name);
    await this.page.getByLabel("Password").fill(password);
    await this.page.getByRole("button", { name: "Accept invitation" }).click();
  }

  async setPassword(password: string): Promise<void> {
    await this.page.getByLabel("Password").fill(password);
    await this.page.getByRole("button", { name: "Set new password" }).click();
  }
}
