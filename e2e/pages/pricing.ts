/** The page of prices, as people use it. */
import type { Locator } from "@playwright/test";
import { ConsolePage } from "./console";

export class PricingPage extends ConsolePage {
  /** A row of a panel's table. */
  row(panel: string, name: string): Locator {
    return this.panel(panel).getByRole("row").filter({ hasText: name });
  }

  /** Writes the rates, sees the example and the preview, and sets the price with the back-fill. */
  async price(model: string, rates: { readonly input: string; readonly output: string }) {
    await this.page.getByRole("button", { name: `Price ${model}` }).click();
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel("Input", { exact: true }).fill(rates.input);
    await dialog.getByLabel("Output", { exact: true }).fill(rates.output);
    return dialog;
  }

  /** Opens the newest call of a model. */
  async openNewestCall(model: string): Promise<Locator> {
    await this.row("Models", model)
      .getByRole("button", { name: `Calls of ${model}` })
      .click();
    const dialog = this.page.getByRole("dialog");
    await dialog
      .getByRole("button", { name: /^Arithmetic of call/ })
      .first()
      .click();
    return dialog;
  }
}
