/** What can be seen and done on the page of the audit log. */
import { readFile } from "node:fs/promises";
import type { Locator } from "@playwright/test";
import { ConsolePage } from "./console";

type Format = "CSV" | "JSON lines";
type SavedFile = { readonly name: string; readonly text: string };

export class AuditPage extends ConsolePage {
  /** From the page of an object. */
  async openHistory(): Promise<void> {
    await this.page.getByRole("link", { name: "History", exact: true }).click();
    await this.log.waitFor();
  }

  get log(): Locator {
    return this.page.getByRole("table", { name: "Audit log" });
  }

  /** By a word that each entry's row has: an act, an actor, an object. */
  entry(words: string): Locator {
    return this.log.locator("tbody").getByRole("row").filter({ hasText: words });
  }

  get entries(): Locator {
    return this.log.locator("tbody").getByRole("row");
  }

  async openEntry(act: string): Promise<Locator> {
    await this.log.getByRole("button", { name: act, exact: true }).first().click();
    return this.page.getByRole("dialog");
  }

  /** Of an open entry: what it says about one field. */
  change(field: string): Locator {
    return this.page
      .getByRole("table", { name: "What changed" })
      .getByRole("row")
      .filter({ hasText: field });
  }

  async historyOfObject(): Promise<void> {
    await this.page.getByRole("button", { name: "History of this object" }).click();
    await this.page.getByRole("dialog").waitFor({ state: "detached" });
  }

  filter(label: string): Locator {
    return this.page.getByRole("search").getByLabel(label, { exact: true });
  }

  async clearFilters(): Promise<void> {
    await this.page.getByRole("button", { name: "Clear filters" }).click();
  }

  async loadOlder(): Promise<void> {
    await this.page.getByRole("button", { name: "Load older entries" }).click();
  }

  /** Clicks the link and reads what the browser saves. */
  async export(format: Format): Promise<SavedFile> {
    const saved = this.page.waitForEvent("download");
    await this.page.getByRole("link", { name: `Export as ${format}` }).click();
    const download = await saved;
    const text = await readFile(await download.path(), "utf8");
    return { name: download.suggestedFilename(), text };
  }
}
