/** What led to an alert and what became of it: changes before it, and its steps, in words. */
import { actTitle, objectName } from "@/lib/audit/words";
import { type FigureUnit, figureText } from "./figure";
import type { Reason, TransitionKind } from "./state";
import { type Change, REASON_WORDS, type TimelineEntry } from "./views";

type Deployed = {
  readonly id: string;
  readonly at: Date;
  readonly environment: string;
  readonly agent: string;
  readonly version: string;
  readonly status: string;
  readonly author: string | null;
  readonly description: string | null;
  readonly url: string | null;
};

type Setting = {
  readonly id: string;
  readonly at: Date;
  readonly action: string;
  readonly actorName: string;
  readonly objectId: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
};

const HAPPENED: Readonly<Record<string, string>> = {
  started: "deployment started",
  failed: "deployment failed",
  rolled_back: "rolled back",
};

/** The nearest to the beginning first: the likeliest suspect. */
export function changesOf(
  deployed: readonly Deployed[],
  settings: readonly Setting[],
  startedAt: Date,
): Change[] {
  const lead = (at: Date) => startedAt.getTime() - at.getTime();
  const all: Change[] = [
    ...deployed.map((one) => ({
      id: one.id,
      at: one.at.toISOString(),
      kind: "deployment" as const,
      title: [one.agent || "everything", one.version, HAPPENED[one.status]]
        .filter(Boolean)
        .join(" "),
      detail: [one.environment, one.description].filter(Boolean).join(" · ") || null,
      by: one.author,
      href: one.url,
      leadMs: lead(one.at),
    })),
    ...settings.map((one) => ({
      id: one.id,
      at: one.at.toISOString(),
      kind: "setting" as const,
      title: `${actTitle(one.action)}: ${objectName(one)}`,
      detail: one.reason,
      by: one.actorName,
      href: null,
      leadMs: lead(one.at),
    })),
  ];
  return all.toSorted((a, b) => Math.abs(a.leadMs) - Math.abs(b.leadMs));
}

const STEPS: Readonly<Record<TransitionKind, string>> = {
  pending: "The condition became true",
  dropped: "The condition ended before it fired",
  fired: "Fired",
  recovering: "The condition ended; firing is held",
  relapsed: "The condition is true again",
  resolved: "Resolved",
  noData: "No data",
  dataBack: "Data is back",
  flapping: "Flapping: it changes too often to be told each time",
  settled: "No longer flapping",
  acknowledgementEnded: "The acknowledgement ran out",
  failing: "The rule cannot be evaluated",
  evaluable: "The rule can be evaluated again",
  capped: "More label sets fire than the rule may tell",
  uncapped: "Within the rule's limit again",
};

type Step = {
  readonly id: string;
  readonly kind: TransitionKind;
  readonly at: Date;
  readonly value: number | null;
  readonly reason: Reason;
  readonly isQuiet: boolean;
  readonly message: string | null;
};

type Answer = {
  readonly id: string;
  readonly at: Date;
  readonly actorName: string;
  readonly isTakenBack: boolean;
};

/** Newest first. */
export function timelineOf(
  steps: readonly Step[],
  answers: readonly Answer[],
  unit: FigureUnit,
): TimelineEntry[] {
  const all: TimelineEntry[] = [
    ...steps.map(({ id, kind, at, isQuiet, ...step }) => ({
      ...{ id, what: kind, isQuiet, by: null },
      at: at.toISOString(),
      title: STEPS[kind] ?? kind,
      detail: detailOf(kind, step, unit),
    })),
    ...answers.map(({ id, at, actorName, isTakenBack }) => ({
      ...{ id, isQuiet: false, by: actorName, detail: null },
      at: at.toISOString(),
      what: isTakenBack ? ("takenBack" as const) : ("acknowledged" as const),
      title: isTakenBack ? "Acknowledgement taken back" : "Acknowledged",
    })),
  ];
  return all.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

const SELF_EVIDENT: readonly Reason[] = ["condition", "changes", "limit"];

function detailOf(
  kind: TransitionKind,
  { value, reason, message }: Pick<Step, "value" | "reason" | "message">,
  unit: FigureUnit,
): string | null {
  const figure = kind === "capped" ? null : figureText(unit, value);
  const isSaid = SELF_EVIDENT.includes(reason) && kind !== "resolved";
  const why = isSaid ? null : REASON_WORDS[reason];
  return [message, figure && `value ${figure}`, why].filter(Boolean).join(", ") || null;
}
