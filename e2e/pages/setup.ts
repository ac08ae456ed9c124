/** What the first visitor of an instance can see and do. */
import type { Page } from "@playwright/test";

export type Setup = {
  readonly token: string;
  readonly email: string;
  readonly password: string;
  readonly project: string;
};

export class SetupPage {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async complete({ token, email, password, project }: Setup): Promise<void> {
    await this.page.getByLabel("Set-up token").fill(token);
    await this.page.getByLabel("Your e-mail address").fill(email);
    await this.page.getByLabel("Password").fill(password);
    await this.page.getByLabel("First project").fill(project);
    await this.page.getByRole("button", { name: "Set up" }).click();
  }
}
