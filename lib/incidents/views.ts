/** What the incident pages are told. */

import type { Severity } from "@/lib/alerts/schema";
import type { AlertView } from "@/lib/alerts/views";
import type { Clocks, Period } from "./clocks";
import type { DrillScore } from "./drill";
import type { Noise } from "./noise";
import type { IncidentRole, Status, Verdict } from "./schema";

export type Person = { readonly id: string; readonly name: string };

export type IncidentRow = {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly severity: Severity;
  readonly status: Status;
  readonly isDrill: boolean;
  readonly startedAt: string;
  readonly resolvedAt: string | null;
  readonly commander: string | null;
  /** How many alerts are linked. */
  readonly alerts: number;
  /** When stakeholders have to hear again; null once it is over. */
  readonly nextUpdateAt: string | null;
  readonly clocks: Clocks;
  readonly hasPostmortem: boolean;
};

/** An incident on the time axis of every chart. */
export type IncidentMarker = {
  readonly id: string;
  readonly at: string;
  readonly kind: "incident";
  readonly label: string;
  readonly detail: string;
  readonly href: string;
};

export type ActionView = TaskView & {
  readonly incident: { readonly id: string; readonly number: number; readonly title: string };
};

export type IncidentsView = {
  /** Worst first, drills last. */
  readonly open: readonly IncidentRow[];
  /** Newest first, of the time range. */
  readonly past: readonly IncidentRow[];
  readonly period: Period;
  readonly noise: Noise;
  /** Not done yet, the most overdue first. */
  readonly actions: readonly ActionView[];
  readonly days: number;
};

export type EntryKind =
  | "declared"
  | "note"
  | "update"
  | "step"
  | "runbook"
  | "link"
  | "status"
  | "severity"
  | "role"
  | "task"
  | "alert"
  | "time";

export type TimelineItem = {
  readonly id: string;
  readonly at: string;
  readonly what:
    | EntryKind
    | "fired"
    | "ended"
    | "step-of-alert"
    | "answered"
    | "deployment"
    | "setting";
  readonly title: string;
  /** What somebody wrote, in their lines. */
  readonly text: string | null;
  readonly by: string | null;
  readonly href: string | null;
  /** Of what may be edited: its own revision; null for what may not. */
  readonly revision: number | null;
  /** What it said before, oldest first. */
  readonly earlier: readonly { readonly text: string; readonly at: string }[];
  /** Names of the channels that it went to. */
  readonly told: readonly string[];
};

/** Where words can be sent. */
export type WordChannel = { readonly id: string; readonly name: string; readonly kind: string };

export type TaskView = {
  readonly id: string;
  readonly kind: "checklist" | "action";
  readonly title: string;
  readonly owner: Person | null;
  readonly dueOn: string | null;
  readonly isOverdue: boolean;
  readonly done: { readonly at: string; readonly by: string } | null;
  readonly revision: number;
};

/** A step of a runbook that somebody of the incident has done, taken or spoken of. */
export type StepView = {
  readonly step: string;
  /** What it asked for when somebody last touched it here. */
  readonly text: string;
  readonly done: { readonly at: string; readonly by: string } | null;
  readonly owner: Person | null;
  /** Oldest first. */
  readonly comments: readonly {
    readonly id: string;
    readonly at: string;
    readonly by: string;
    readonly text: string;
  }[];
};

export type StepsView = {
  readonly incident: Pick<IncidentRow, "id" | "number" | "title" | "status" | "isDrill">;
  readonly steps: readonly StepView[];
  readonly people: readonly Person[];
};

export type IncidentView = {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly severity: Severity;
  readonly status: Status;
  readonly isDrill: boolean;
  readonly summary: string;
  readonly impact: string;
  readonly runbook: string | null;
  readonly roles: Readonly<Record<IncidentRole, Person | null>>;
  readonly updateEveryMinutes: number;
  readonly lastUpdateAt: string | null;
  readonly nextUpdateAt: string | null;
  readonly startedAt: string;
  readonly detectedAt: string | null;
  readonly mitigatedAt: string | null;
  readonly resolvedAt: string | null;
  readonly declaredBy: string;
  /** When somebody first said that they are on it; null until then. */
  readonly answeredAt: string | null;
  readonly clocks: Clocks;
  readonly revision: number;
};

export type Similar = Pick<IncidentRow, "id" | "number" | "title" | "startedAt" | "clocks">;

export type IncidentDetail = {
  readonly incident: IncidentView;
  readonly alerts: readonly AlertView[];
  /** Newest first. */
  readonly timeline: readonly TimelineItem[];
  readonly tasks: readonly TaskView[];
  /** Not done yet, from earlier incidents of the same rules. */
  readonly earlierActions: readonly ActionView[];
  readonly similar: readonly Similar[];
  readonly people: readonly Person[];
  readonly channels: readonly WordChannel[];
  readonly drill: DrillView | null;
  readonly hasPostmortem: boolean;
  /** Of the project, for texts that people outside read. */
  readonly timeZone: string;
};

export type SignOff = {
  readonly personId: string;
  readonly person: string;
  readonly note: string;
  readonly at: string;
};

export type DrillView = {
  readonly scenario: string;
  readonly score: DrillScore;
  readonly signOffs: readonly SignOff[];
};

export type DrillRow = Pick<
  IncidentRow,
  "id" | "number" | "title" | "status" | "startedAt" | "resolvedAt"
> &
  DrillView;

export type DrillsView = {
  /** Newest first. */
  readonly drills: readonly DrillRow[];
  /** Whoever has taken part, how often, and when last. */
  readonly training: readonly {
    readonly person: string;
    readonly drills: number;
    readonly lastAt: string;
  }[];
  readonly channels: readonly WordChannel[];
};

export type AlertIncident = {
  readonly incident: Pick<IncidentRow, "id" | "number" | "title" | "status" | "isDrill"> | null;
  readonly verdict: { readonly verdict: Verdict; readonly by: string } | null;
  readonly actions: readonly ActionView[];
};

export type PostmortemView = {
  readonly incident: Pick<
    IncidentRow,
    "id" | "number" | "title" | "isDrill" | "startedAt" | "resolvedAt"
  >;
  readonly text: string;
  /** 0: suggested from the timeline and not kept yet. */
  readonly revision: number;
  readonly publishedAt: string | null;
  readonly updatedAt: string | null;
  readonly updatedBy: string | null;
  readonly actions: readonly TaskView[];
};

export type IncidentCount = {
  readonly open: number;
  readonly drills: number;
  readonly worst: Severity | null;
  /** The one to open from a strip above every page. */
  readonly first: Pick<IncidentRow, "id" | "number" | "title"> | null;
};

export type Kept = { readonly id: string; readonly number: number; readonly revision: number };
