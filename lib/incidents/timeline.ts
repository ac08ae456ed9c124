/** The timeline of an incident: what people wrote, merged with what alerts, deployments and settings tell by themselves. */
import type { Change, TimelineEntry } from "@/lib/alerts/views";
import type { EntryKind, TimelineItem } from "./views";

type Entry = {
  readonly id: string;
  readonly kind: EntryKind;
  readonly at: Date;
  readonly byName: string;
  readonly text: string;
  readonly url: string | null;
  /** Of what was said about one step of a runbook. */
  readonly runbook?: string | null;
  readonly step?: string | null;
  readonly revision: number;
  readonly earlier: readonly { readonly text: string; readonly at: string }[];
  readonly told: readonly string[];
};

type AlertSteps = {
  readonly id: string;
  readonly name: string;
  readonly steps: readonly TimelineEntry[];
};

type Sources = {
  readonly entries: readonly Entry[];
  /** What steps ask for, by runbook and step. */
  readonly steps?: ReadonlyMap<string, string>;
  readonly alerts: readonly AlertSteps[];
  readonly changes: readonly Change[];
};

/** Newest first; each source tells its own, so that nothing is there twice. */
export function timelineOf({ entries, steps, alerts, changes }: Sources): TimelineItem[] {
  const all = [
    ...entries.map((entry) => entryItem(entry, steps)),
    ...alerts.flatMap((alert) => alert.steps.map((step) => stepItem(alert, step))),
    ...changes.map(changeItem),
  ];
  return all.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : b.id.localeCompare(a.id)));
}

const NOT_EDITED = { revision: null, earlier: [], told: [] } as const;

const TITLES: Readonly<Partial<Record<EntryKind, string>>> = {
  note: "Note",
  update: "Update to stakeholders",
  step: "Runbook step",
  link: "Link",
};

/** What somebody wrote is theirs to correct; what the system noted stays. */
const CORRECTED: readonly EntryKind[] = ["note", "update", "step", "link"];

function entryItem(entry: Entry, steps: Sources["steps"]): TimelineItem {
  const { id, kind, at, byName, text, url, revision, earlier, told, runbook, step } = entry;
  const about = step ? steps?.get(`${runbook} ${step}`) : undefined;
  const title = about === undefined ? TITLES[kind] : `Note on the step “${about}”`;
  return {
    ...{ id, what: kind, by: byName, href: url },
    at: at.toISOString(),
    title: title ?? text,
    text: title === undefined ? null : text,
    // What others have read is not changed behind their backs.
    revision: CORRECTED.includes(kind) && told.length === 0 ? revision : null,
    ...{ earlier, told },
  };
}

const WHAT: Readonly<Partial<Record<TimelineEntry["what"], TimelineItem["what"]>>> = {
  fired: "fired",
  noData: "fired",
  relapsed: "fired",
  resolved: "ended",
  acknowledged: "answered",
};

function stepItem({ id: alertId, name }: AlertSteps, step: TimelineEntry): TimelineItem {
  const { id, at, what, title, detail, by } = step;
  return {
    ...{ id, at, by, ...NOT_EDITED },
    what: WHAT[what] ?? "step-of-alert",
    title: `${name}: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
    text: detail,
    href: `/alerts/${alertId}`,
  };
}

function changeItem({ id, at, kind, title, detail, by, href }: Change): TimelineItem {
  return {
    ...{ id, at, by, href, ...NOT_EDITED },
    what: kind,
    title: kind === "deployment" ? `Deployment: ${title}` : title,
    text: detail,
  };
}
