/** What can be seen and done on the page of stored and refused data. */
import type { Locator } from "@playwright/test";
import { ConsolePage } from "./console";

export class DataPage extends ConsolePage {
  refused(eventId: unknown): Locator {
    return this.panel("Quarantine")
      .getByRole("row")
      .filter({ hasText: String(eventId) });
  }

  /** Opens a refused event, replaces some of its text and sends it again. */
  async mend(eventId: unknown, wrong: string, right: string): Promise<void> {
    await this.refused(eventId).getByRole("button", { name: /^Open/ }).click();
    const dialog = this.page.getByRole("dialog", { name: "Refused event" });
    const sent = dialog.getByLabel("What was sent");
    await sent.fill((await sent.inputValue()).replace(wrong, right));
    await dialog.getByRole("button", { name: "Replay mended event" }).click();
  }
}
