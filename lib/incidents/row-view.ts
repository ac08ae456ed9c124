/** Incidents as lists show them, with their clocks. */

import type { Severity } from "@/lib/alerts/schema";
import { duration } from "@/lib/core/format";
import { clocksOf, type Lived } from "./clocks";
import type { Status } from "./schema";
import { nextUpdateAt } from "./state";
import type { IncidentMarker, IncidentRow } from "./views";

/** As it is stored, as far as a list needs it. */
export type Stored = {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly severity: Severity;
  readonly status: Status;
  readonly isDrill: boolean;
  readonly startedAt: Date;
  readonly detectedAt: Date | null;
  readonly mitigatedAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly createdAt: Date;
  readonly lastUpdateAt: Date | null;
  readonly updateEveryMinutes: number;
  readonly commander: string | null;
  readonly alerts: number;
  readonly hasPostmortem: boolean;
  /** The first page that reached anybody; of a drill its beginning, for nobody is paged by one. */
  readonly pagedAt: Date | null;
  /** The first answer of a person, on the incident or on one of its alerts. */
  readonly answeredAt: Date | null;
};

type Instants = Pick<
  Stored,
  "startedAt" | "detectedAt" | "pagedAt" | "answeredAt" | "mitigatedAt" | "resolvedAt"
>;

export const livedOf = (row: Instants): Lived => ({
  startedMs: row.startedAt.getTime(),
  detectedMs: row.detectedAt?.getTime() ?? null,
  pagedMs: row.pagedAt?.getTime() ?? null,
  answeredMs: row.answeredAt?.getTime() ?? null,
  mitigatedMs: row.mitigatedAt?.getTime() ?? null,
  resolvedMs: row.resolvedAt?.getTime() ?? null,
});

export function rowView(row: Stored): IncidentRow {
  const { id, number, title, severity, status, isDrill, commander, alerts, hasPostmortem } = row;
  return {
    ...{ id, number, title, severity, status, isDrill, commander, alerts, hasPostmortem },
    startedAt: row.startedAt.toISOString(),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    nextUpdateAt: nextUpdateAt(row)?.toISOString() ?? null,
    clocks: clocksOf(livedOf(row)),
  };
}

/** The day that an instant is in a zone, as `2026-11-30`. */
export const dateIn = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(at);

const NIGHT_FROM = 22;
const NIGHT_TO = 7;

/** On the project's clock. */
export function isNight(at: Date, zone: string): boolean {
  const hour = Number(
    new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", hourCycle: "h23" }).format(
      at,
    ),
  );
  return hour >= NIGHT_FROM || hour < NIGHT_TO;
}

type Marked = Pick<Stored, "id" | "number" | "title" | "startedAt" | "resolvedAt"> & {
  readonly severity: string;
};

export function markerOf({
  id,
  number,
  title,
  severity,
  startedAt,
  resolvedAt,
}: Marked): IncidentMarker {
  const lasted = resolvedAt && duration(resolvedAt.getTime() - startedAt.getTime());
  return {
    ...{ id, kind: "incident", at: startedAt.toISOString(), href: `/incidents/${id}` },
    label: `Incident ${number}: ${title}`,
    detail: [severity, lasted ? `over after ${lasted}` : "not over"].join(" · "),
  };
}
