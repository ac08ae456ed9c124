/** Reads incidents for people: the list with its figures, one with everything around it, and drills. */
import { Fault } from "@/lib/core/fault";
import { DAY, frameOf } from "@/lib/core/time";
import { wordChannels } from "@/lib/notify/store/say";
import { peopleOf } from "@/lib/oncall/store/people";
import { type ProjectCtx, query } from "@/lib/platform/operation";
import type { Connection } from "@/lib/platform/rows";
import { periodOf } from "./clocks";
import { noiseOf } from "./noise";
import { dateIn, isNight, livedOf, markerOf, rowView } from "./row-view";
import { drillsAskSchema, incidentAskSchema, incidentsAskSchema, type Verdict } from "./schema";
import { similarTo } from "./similar";
import { alertStanding } from "./store/alert-standing";
import { readAround } from "./store/around";
import { entriesOf, fullRow } from "./store/detail";
import { drillsOf, drillView } from "./store/drills";
import {
  countOpen,
  incidentRow,
  incidentsIn,
  openIncidents,
  pagesIn,
  pastRows,
} from "./store/rows";
import { stepTexts } from "./store/steps";
import { openActions, tasksOf } from "./store/tasks";
import { timelineOf } from "./timeline";
import type {
  AlertIncident,
  DrillsView,
  IncidentCount,
  IncidentDetail,
  IncidentMarker,
  IncidentsView,
  WordChannel,
} from "./views";

export const readIncidents = query({
  may: "incidents:read",
  input: incidentsAskSchema,
  run: async ({ pool, project, now }, { range, from, to }): Promise<IncidentsView> => {
    const span = frameOf({ range, from, to }, now);
    const spanMs = span.to.getTime() - span.from.getTime();
    const [open, rows, pages, actions] = await Promise.all([
      openIncidents(pool, project.id),
      incidentsIn(pool, project.id, span),
      pagesIn(pool, project.id, span),
      openActions(pool, project.id, dateIn(now, project.timeZone)),
    ]);
    const lived = rows.map((row) => ({ ...livedOf(row), isDrill: row.isDrill }));
    return {
      open: open.map(rowView),
      past: rows
        .filter(({ resolvedAt, startedAt }) => resolvedAt && startedAt >= span.from)
        .map(rowView),
      period: periodOf(lived, span.from.getTime(), span.to.getTime()),
      noise: noiseOf(
        pages.map(({ startedAt, verdict, ...page }) => ({
          ...page,
          verdict: verdict as Verdict | null,
          isNight: isNight(startedAt, project.timeZone),
        })),
        spanMs,
      ),
      actions,
      days: spanMs / DAY,
    };
  },
});

/** Of any severity, and no drills: what a chart shows was not theirs. */
export const readMarkers = query({
  may: "incidents:read",
  input: incidentsAskSchema,
  run: async ({ db, project, now }, { range, from, to }): Promise<IncidentMarker[]> => {
    const span = frameOf({ range, from, to }, now);
    const rows = await db.incident.findMany({
      where: { projectId: project.id, isDrill: false, startedAt: { gte: span.from, lt: span.to } },
      orderBy: { startedAt: "desc" },
      take: MARKERS_READ,
      select: {
        id: true,
        number: true,
        title: true,
        severity: true,
        startedAt: true,
        resolvedAt: true,
      },
    });
    return rows.map(markerOf);
  },
});

const MARKERS_READ = 200;

export const readIncident = query({
  may: "incidents:read",
  input: incidentAskSchema,
  run: (ctx, { id }): Promise<IncidentDetail> => detailOf(ctx, id),
});

/** Another project's incident and one that does not exist answer alike: not found. */
const noIncident = () => new Fault("not-found", "There is no such incident in this project");

export async function detailOf(ctx: ProjectCtx, id: string): Promise<IncidentDetail> {
  const { pool, project, now } = ctx;
  const row = await incidentRow(pool, project.id, id);
  if (!row) throw noIncident();
  const today = dateIn(now, project.timeZone);
  const [incident, entries, steps, around, tasks, earlierActions, past, people, drill, channels] =
    await Promise.all([
      fullRow(ctx.db, row),
      entriesOf(ctx.db, id),
      stepTexts(ctx.db, id),
      readAround(ctx, row),
      tasksOf(pool, id, today),
      openActions(pool, project.id, today, { rules: row.rules, but: id }),
      pastRows(pool, project.id),
      peopleOf(pool, project.id),
      drillView(ctx.db, row),
      channelsOf(pool, project.id),
    ]);
  const { alerts, told, changes } = around;
  return {
    ...{ incident, alerts, tasks, earlierActions, drill, hasPostmortem: row.hasPostmortem },
    channels,
    timeline: timelineOf({ entries, steps, alerts: told, changes }),
    similar: similarTo(row, past).map((other) => rowView(other)),
    people: people.filter(({ isGone }) => !isGone).map((one) => ({ id: one.id, name: one.name })),
    timeZone: project.timeZone,
  };
}

/** What the page of an alert says of incidents: whether it is part of one, and what was meant to be mended. */
export const readAlertIncident = query({
  may: "incidents:read",
  input: incidentAskSchema,
  run: async ({ pool, project, now }, { id }): Promise<AlertIncident> => {
    const standing = await alertStanding(pool, project.id, id);
    if (!standing) throw new Fault("not-found", "There is no such alert, or it is no longer kept");
    const { rule, incident, verdict } = standing;
    const today = dateIn(now, project.timeZone);
    return {
      ...{ incident, verdict },
      actions: await openActions(pool, project.id, today, { rules: [rule] }),
    };
  },
});

export const readDrills = query({
  may: "incidents:read",
  input: drillsAskSchema,
  run: async ({ db, pool, project }): Promise<DrillsView> => {
    const [held, channels] = await Promise.all([
      drillsOf(db, pool, project.id),
      channelsOf(pool, project.id),
    ]);
    return { ...held, channels };
  },
});

const channelsOf = async (on: Connection, projectId: number): Promise<WordChannel[]> =>
  (await wordChannels(on, projectId)).map(({ id, name, kind }) => ({ id, name, kind }));

/** For the navigation of every page. */
export async function countIncidents(on: Connection, projectId: number): Promise<IncidentCount> {
  const row = await countOpen(on, projectId);
  if (!row) return { open: 0, drills: 0, worst: null, first: null };
  const { open, drills, severity, id, number, title } = row;
  const isKnown = id !== null && number !== null && title !== null;
  return {
    ...{ open, drills },
    worst: open > 0 ? severity : null,
    first: isKnown ? { id, number, title } : null,
  };
}
