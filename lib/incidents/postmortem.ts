/** A postmortem half written: what the incident's record knows is filled in, what only people know is asked for. */
import { clock, day } from "@/lib/core/clock";
import { duration } from "@/lib/core/format";
import type { Clocks } from "./clocks";
import { ROLE_WORDS, ROLES } from "./schema";
import type { IncidentDetail, TaskView, TimelineItem } from "./views";

type Known = Pick<IncidentDetail, "incident" | "timeline" | "tasks" | "alerts" | "timeZone">;

export function suggested(known: Known): string {
  const { incident, alerts, tasks, timeline, timeZone } = known;
  const { number, title, isDrill, severity, summary, impact, runbook } = incident;
  const drill = isDrill ? "DRILL: " : "";
  return [
    `# ${drill}Postmortem of incident ${number}: ${oneLine(title)}`,
    facts(known),
    section("Summary", summary || "<What happened, in two or three sentences.>"),
    section("Impact", impact || `<Who noticed what, for how long. It was ${severity}.>`),
    section(
      "Root cause",
      "<Why it happened, and why it could. Ask why until the answer is something that can be changed.>",
    ),
    section(
      "Detection",
      detection(
        alerts.map(({ name }) => oneLine(name)),
        incident.clocks,
      ),
    ),
    section("Response", response(incident, runbook)),
    section("Timeline", table(timeline, timeZone)),
    section("What went well", "- <…>"),
    section("What went badly", "- <…>"),
    section("Where we were lucky", "- <…>"),
    section("Action items", actionsText(tasks.filter(({ kind }) => kind === "action"))),
  ].join("\n\n");
}

const section = (heading: string, text: string): string => `## ${heading}\n\n${text}`;

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

function facts({ incident, timeZone }: Known): string {
  const { severity, startedAt, detectedAt, mitigatedAt, resolvedAt, roles } = incident;
  const when = (iso: string | null) => (iso === null ? "not yet" : instantIn(iso, timeZone));
  const rows = [
    ["Severity", severity],
    ["Began", when(startedAt)],
    ["Detected", when(detectedAt)],
    ["Mitigated", when(mitigatedAt)],
    ["Resolved", when(resolvedAt)],
    ...ROLES.map((role) => [ROLE_WORDS[role], roles[role]?.name ?? "nobody"]),
  ];
  return ["| | |", "|---|---|", ...rows.map(([name, text]) => `| ${name} | ${cell(text)} |`)].join(
    "\n",
  );
}

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
  return `${by}${after}${answer}\n\n<Could it have been noticed earlier? Was the page right?>`;
}

function response({ clocks }: Known["incident"], runbook: string | null): string {
  const { mitigateMs, resolveMs } = clocks;
  const book = runbook === null ? "No runbook was linked." : `Runbook: ${runbook}.`;
  const mitigated = mitigateMs === null ? "" : ` Mitigated after ${duration(mitigateMs)}.`;
  const resolved = resolveMs === null ? "" : ` Resolved after ${duration(resolveMs)}.`;
  return `${book}${mitigated}${resolved}\n\n<What helped, what did not, what was missing.>`;
}

/** Oldest first, as it is told. */
function table(timeline: readonly TimelineItem[], zone: string): string {
  const rows = timeline
    .toReversed()
    .map(({ at, title, text, by }) => [
      instantIn(at, zone),
      cell([title, text].filter(Boolean).join(": ")),
      cell(by ?? ""),
    ]);
  return [
    "| When | What | Who |",
    "|---|---|---|",
    ...rows.map((row) => `| ${row.join(" | ")} |`),
  ].join("\n");
}

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

export const fileName = (number: number): string => `postmortem-incident-${number}.md`;
