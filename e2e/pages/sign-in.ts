/** What a visitor can see and do on the sign-in page. */
import type { Locator, Page } from "@playwright/test";
import type { Credentials } from "@/e2e/api";

export class SignInPage {
  readonly message: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.message = page.locator("form").getByText("not right");
  }

  async signIn({ email, password }: Credentials): Promise<void> {
    await this.page.getByLabel("E-mail address").fill(email);
    await this.page.getByLabel("Password").fill(password);
    await this.page.getByRole("button", { name: "Sign in" }).click();
  }

  /** The second factor, after the password: a code of the authenticator, or a recovery code. */
  async giveCode(code: string): Promise<void> {
    await this.page.getByLabel(/code/i).fill(code);
    await this.page.getByRole("button", { name: "Sign in" }).click();
  }
}
