/** The list of runbooks with its search, and the page of one. */
import type { Locator } from "@playwright/test";
import { ConsolePage } from "./console";

export class RunbooksPage extends ConsolePage {
  get searchField(): Locator {
    return this.page.getByRole("searchbox", { name: "Search runbooks" });
  }

  get found(): Locator {
    return this.panel("Found").getByRole("listitem");
  }

  /** The text of a runbook, without its contents and versions. */
  get text(): Locator {
    return this.page.getByRole("article");
  }

  section(heading: string): Locator {
    return this.text.getByRole("heading", { name: heading });
  }

  step(name: RegExp): Locator {
    return this.text.getByRole("checkbox", { name });
  }

  async edit(change: (text: string) => string, message: string): Promise<void> {
    await this.page.getByRole("button", { name: "Edit" }).click();
    const field = this.page.getByLabel("Text", { exact: true });
    await field.fill(change(await field.inputValue()));
    await this.page.getByLabel("What changed").fill(message);
    await this.page.getByRole("button", { name: "Save" }).click();
  }

  async restore(version: string): Promise<void> {
    await this.page.getByRole("button", { name: `Compare ${version}` }).click();
    await this.page.getByRole("button", { name: "Restore this text" }).click();
    await this.page.getByRole("button", { name: "Save" }).click();
  }
}
