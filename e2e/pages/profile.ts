/** What people can see and do about their own account. */
import { expect, type Locator } from "@playwright/test";
import { ConsolePage } from "./console";

export type Authenticator = { readonly secret: string; readonly recoveryCodes: readonly string[] };

export class ProfilePage extends ConsolePage {
  /** Takes the secret as typed, since no camera looks at the screen. */
  async setUpTwoFactor(codeOf: (secret: string) => string): Promise<Authenticator> {
    await this.page.getByRole("button", { name: "Set up two-factor sign-in" }).click();
    const setUp = this.page.getByRole("dialog", { name: "Set up two-factor sign-in" });
    await expect(setUp.getByRole("img", { name: /QR code/ })).toBeVisible();
    const shown = (await setUp.locator("code").textContent()) ?? "";
    const secret = shown.replaceAll(" ", "");
    await setUp.getByRole("textbox", { name: "Code" }).fill(codeOf(secret));
    await setUp.getByRole("button", { name: "Switch on" }).click();
    const keep = this.page.getByRole("dialog", { name: "Keep these recovery codes" });
    const codes = keep.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
    await expect(codes).toHaveCount(10);
    const recoveryCodes = await codes.allTextContents();
    await keep.getByRole("button", { name: "I have kept them" }).click();
    return { secret, recoveryCodes };
  }

  get sessions(): Locator {
    return this.page.getByRole("list", { name: "Your sessions" }).getByRole("listitem");
  }

  /** The first one that is not this browser's. */
  async endAnother(): Promise<void> {
    await this.sessions.getByRole("button", { name: "End" }).first().click();
  }

  async changePassword(current: string, password: string): Promise<void> {
    await this.page.getByLabel("Current password").fill(current);
    await this.page.getByLabel("New password").fill(password);
    await this.page.getByRole("button", { name: "Change password" }).click();
  }

  async signOut(name: string): Promise<void> {
    await this.page.getByRole("button", { name, exact: true }).click();
    await this.page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(this.page).toHaveURL(/\/sign-in/);
  }
}
