/** What to tell people who wait and are not engineers: a text to begin with for each moment. */
import { clock } from "@/lib/core/clock";
import { STATUS_WORDS, type Status } from "./schema";

type About = {
  readonly number: number;
  readonly title: string;
  readonly status: Status;
  readonly impact: string;
  readonly isDrill: boolean;
  readonly startedAt: Date;
  readonly updateEveryMinutes: number;
};

export const TEMPLATES = ["first", "progress", "mitigated", "resolved"] as const;
export type Template = (typeof TEMPLATES)[number];

export const TEMPLATE_WORDS: Readonly<Record<Template, string>> = {
  first: "First word",
  progress: "Update",
  mitigated: "Mitigated",
  resolved: "Resolved",
};

/** `<…>` is for whoever sends it to fill in. */
export function updateText(template: Template, about: About, now: Date, zone: string): string {
  const { number, title, status, isDrill, startedAt, updateEveryMinutes } = about;
  const impact = about.impact || "<who notices what>";
  const began = `${clock(startedAt, zone)} (${zone})`;
  const next = `Next update by ${clock(new Date(now.getTime() + updateEveryMinutes * 60_000), zone)} (${zone}).`;
  const head = `${isDrill ? "DRILL: " : ""}Incident ${number}: ${title}`;
  const bodies: Readonly<Record<Template, readonly string[]>> = {
    first: [`We are looking into a problem that began at ${began}.`, `Effect: ${impact}`, next],
    progress: [
      `Status: ${STATUS_WORDS[status].toLowerCase()}. It began at ${began}.`,
      `Effect: ${impact}`,
      "Since the last update: <what was found or done>",
      next,
    ],
    mitigated: [
      "The effect on users has ended. We watch whether that holds.",
      "What helped: <what was done>",
      next,
    ],
    resolved: [
      `It is over. It began at ${began} and ended at ${clock(now, zone)} (${zone}).`,
      `Effect: ${impact}`,
      "What happened and what we change will be written up: <by when>",
    ],
  };
  return [head, "", ...bodies[template]].join("\n");
}

/** Which one is likely wanted next. */
export function templateFor(status: Status, isFirst: boolean): Template {
  if (status === "resolved") return "resolved";
  if (status === "monitoring") return "mitigated";
  return isFirst ? "first" : "progress";
}
