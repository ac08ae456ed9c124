/** A postmortem half written: the places of the template that the incident's record knows are filled in, the others are left to people. */
import { clock, day } from "@/lib/core/clock";
import { duration } from "@/lib/core/format";
import type { Clocks } from "./clocks";
import { ROLES } from "./schema";
import type { IncidentDetail, IncidentView, TaskView, TimelineItem } from "./views";

type Known = Pick<IncidentDetail, "incident" | "timeline" | "tasks" | "alerts" | "timeZone">;

/**
 * Fills a template. Places that the record can know begin with a small letter, as `<began>` or
 * `<summary: What to write without one>`; a line of the timeline or of the action items is written
 * once for each. What begins with a capital letter only people know.
 */
export function suggested(known: Known, template: string): string {
  const places = placesOf(known);
  const lists = listsOf(known);
  const text = template
    .split("\n")
    .flatMap(
      (line) => lists.find(({ place }) => line.includes(place))?.lines ?? filled(line, places),
    )
    .join("\n")
    .trim();
  return known.incident.isDrill ? text.replace(/^# /, "# DRILL: ") : text;
}

const PLACE = /<([a-z]+)(?:: ([^<>\n]+))?>/g;

const filled = (line: string, places: ReadonlyMap<string, string>): string =>
  line.replaceAll(PLACE, (place, name: string, otherwise?: string) => {
    const known = places.get(name);
    return known || (otherwise ? `<${otherwise}>` : (known ?? place));
  });

/** Empty for what the record could know and does not. */
function placesOf({ incident, alerts, timeZone }: Known): ReadonlyMap<string, string> {
  const { number, title, severity, summary, impact, roles, runbook, clocks } = incident;
  const when = (iso: string | null) => (iso === null ? "not yet" : instantIn(iso, timeZone));
  return new Map([
    ["number", String(number)],
    ["title", oneLine(title)],
    ["severity", severity],
    ["began", when(incident.startedAt)],
    ["detected", when(incident.detectedAt)],
    ["mitigated", when(incident.mitigatedAt)],
    ["resolved", when(incident.resolvedAt)],
    ...ROLES.map((role) => [role, cell(roles[role]?.name ?? "nobody")] as const),
    ["summary", summary],
    ["impact", impact],
    ["detection", detection([...new Set(alerts.map(({ name }) => oneLine(name)))], clocks)],
    ["response", response(clocks, runbook)],
  ]);
}

type List = { readonly place: string; readonly lines: readonly string[] };

function listsOf({ timeline, tasks, timeZone }: Known): List[] {
  const actions = tasks.filter(({ kind }) => kind === "action");
  return [
    { place: "<when>", lines: rowsOf(timeline, timeZone) },
    { place: "<action>", lines: actionsText(actions).split("\n") },
  ];
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

const instantIn = (iso: string, zone: string): string => {
  const at = new Date(iso);
  return `${day(at, zone)} ${clock(at, zone)} (${zone})`;
};

/** A bar would end the cell. */
const cell = (text = ""): string => oneLine(text).replaceAll("|", "\\|");

function detection(names: readonly string[], { detectMs, acknowledgeMs }: Clocks): string {
  const by =
    names.length === 0 ? "Nobody was paged: a person noticed." : `Paged by: ${names.join(", ")}.`;
  const after = detectMs === null ? "" : ` Detected ${duration(detectMs)} after it began.`;
  const answer =
    acknowledgeMs === null ? "" : ` Acknowledged ${duration(acknowledgeMs)} after the first page.`;
  return `${by}${after}${answer}`;
}

function response({ mitigateMs, resolveMs }: Clocks, runbook: string | null): string {
  const book = runbook === null ? "No runbook was linked." : `Runbook: ${runbook}.`;
  const mitigated = mitigateMs === null ? "" : ` Mitigated after ${duration(mitigateMs)}.`;
  const resolved = resolveMs === null ? "" : ` Resolved after ${duration(resolveMs)}.`;
  return `${book}${mitigated}${resolved}`;
}

/** Oldest first, as it is told. */
const rowsOf = (timeline: readonly TimelineItem[], zone: string): string[] =>
  timeline
    .toReversed()
    .map(({ at, title, text, by }) => [
      instantIn(at, zone),
      cell([title, text].filter(Boolean).join(": ")),
      cell(by ?? ""),
    ])
    .map((row) => `| ${row.join(" | ")} |`);

export function actionsText(actions: readonly TaskView[]): string {
  if (actions.length === 0) return "- [ ] <What, who, by when>";
  return actions
    .map(({ title, owner, dueOn, done }) => {
      const due = dueOn === null ? "" : `, due ${dueOn}`;
      return `- [${done ? "x" : " "}] ${oneLine(title)} (${owner?.name ?? "nobody yet"}${due})`;
    })
    .join("\n");
}

/** Whether somebody still has to fill something in. */
export const isUnfinished = (text: string): boolean => /<(?:…|[A-Z][^>\n]*)>/.test(text);

export const fileName = ({ number, isDrill }: Pick<IncidentView, "number" | "isDrill">): string =>
  `postmortem-${isDrill ? "drill" : "incident"}-${number}.md`;
