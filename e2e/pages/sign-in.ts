/** What a visitor can see and do on the sign-in page. */
import type { Locator, Page } from "@playwright/test";
import type { Credentials } from "@/e2e/api";

export class SignInPage {
  readonly message: Locator;
  /** Why it did not work out, whatever it was. */
  readonly trouble: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.message = page.locator("form").getByText("not right");
    this.trouble = page.locator("main").getByRole("alert");
  }

  async signIn({ email, password }: Credentials): Promise<void> {
    await this.giveAddress(email);
    await this.givePassword(password);
  }

  async giveAddress(email: string): Promise<void> {
    await this.page.getByLabel("E-mail address").fill(email);
  }

  async givePassword(password: string): Promise<void> {
    await this.page.getByLabel("Password").fill(password);
    await this.alive();
    await this.page.getByRole("button", { name: "Sign in" }).click();
  }

  /** Nobody but a test presses a button before its page's scripts are there. */
  async alive(): Promise<void> {
    await this.page.waitForFunction(() =>
      Object.keys(document.querySelector("form") ?? {}).some((key) => key.startsWith("__react")),
    );
  }

  /** Leaves for the identity provider of this name. */
  async continueWith(provider: string): Promise<void> {
    await this.alive();
    await this.page.getByRole("button", { name: `Continue with ${provider}` }).click();
  }

  /** The second factor, after the password: a code of the authenticator, or a recovery code. */
  async giveCode(code: string): Promise<void> {
    await this.page.getByLabel(/code/i).fill(code);
    await this.page.getByRole("button", { name: "Sign in" }).click();
  }
}

/** What a visitor sees and does at the identity provider; its pages are not ours. */
export class ProviderPages {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Gives a name and lets the console know about the account. */
  async signIn(login: string): Promise<void> {
    await this.page.getByPlaceholder("Enter any login").fill(login);
    await this.page.getByPlaceholder("and password").fill("any");
    await this.page.getByRole("button", { name: "Sign-in" }).click();
    await this.page.getByRole("button", { name: "Continue" }).click();
  }

  async cancel(): Promise<void> {
    await this.page.getByRole("link", { name: "Cancel" }).click();
  }
}
