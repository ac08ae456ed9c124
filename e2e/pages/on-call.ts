/** The on-call page and its dialogs, and the page of escalation policies. */
import type { Locator } from "@playwright/test";
import { ConsolePage } from "./console";

export class OnCallPage extends ConsolePage {
  get form(): Locator {
    return this.page.getByRole("dialog");
  }

  /** A schedule as it stands now. */
  schedule(name: string): Locator {
    return this.panel("Now").getByRole("listitem").filter({ hasText: name });
  }

  policy(name: string): Locator {
    return this.panel("Escalation policies").locator("ul > li").filter({ hasText: name });
  }

  /** One layer of one person, in turns of a week. */
  async makeSchedule(name: string, person: string): Promise<void> {
    await this.page.getByRole("button", { name: "New schedule" }).click();
    await this.form.getByLabel("Name", { exact: true }).fill(name);
    const people = this.form.getByLabel("People, in turn");
    const option = people.locator("option", { hasText: person });
    await people.selectOption(await option.getAttribute("value"));
    await this.form.getByRole("button", { name: "Make schedule" }).click();
  }

  async override(schedule: string, person: string): Promise<void> {
    await this.schedule(schedule)
      .getByRole("button", { name: `Override ${schedule}` })
      .click();
    await this.form.getByLabel("Who takes it").selectOption({ label: person });
    await this.form.getByRole("button", { name: "Take over" }).click();
  }

  async makePolicy(name: string, target: string): Promise<void> {
    await this.page.getByRole("button", { name: "New policy" }).click();
    await this.form.getByLabel("Name", { exact: true }).fill(name);
    await this.form.getByLabel("Tell", { exact: true }).selectOption({ label: target });
    await this.form.getByRole("button", { name: "Make policy" }).click();
  }
}
