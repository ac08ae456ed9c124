/** Shifts as an iCalendar feed (RFC 5545): of a whole schedule, or of one person over all schedules. */
import type { Span } from "@/lib/core/time";
import { oneLine, plain } from "@/lib/notify/excerpt";
import { type Shift, type ShiftSource, shifts } from "./schedule";
import type { Schedule } from "./schema";

export type Feed = {
  /** This Wheelhouse, for ids that are the same in each reading: `wheelhouse.example`. */
  readonly host: string;
  /** When schedules or overrides were last changed: as long as nothing changes, the text is the same. */
  readonly revisedAt: Date;
  readonly nameOf: (personId: string) => string;
  readonly urlOf: (scheduleId: string) => string;
};

type Event = Span & {
  readonly uid: string;
  readonly summary: string;
  readonly description: string;
  readonly url: string;
};

export function scheduleCalendar(schedule: Schedule, { from, to }: Span, feed: Feed): string {
  const events = shifts(schedule, from, to).map((shift) =>
    eventOf(schedule, shift, `${feed.nameOf(shift.personId)}: ${schedule.name}`, feed),
  );
  return calendarText(`On call: ${schedule.name}`, events, feed.revisedAt);
}

export function personCalendar(
  personId: string,
  schedules: readonly Schedule[],
  { from, to }: Span,
  feed: Feed,
): string {
  const events = schedules.flatMap((schedule) =>
    shifts(schedule, from, to)
      .filter((shift) => shift.personId === personId)
      .map((shift) => eventOf(schedule, shift, `On call: ${schedule.name}`, feed)),
  );
  return calendarText(`On call: ${feed.nameOf(personId)}`, events, feed.revisedAt);
}

function eventOf(schedule: Schedule, shift: Shift, summary: string, feed: Feed): Event {
  const { from, to, by } = shift;
  return {
    // One shift of a schedule begins at a time: whoever takes it over, it stays the same event.
    uid: `${schedule.id}-${from.getTime()}@${feed.host}`,
    from,
    to,
    summary,
    description: `${sourceWords(by)}\nTimes of the schedule are of ${schedule.zone}.`,
    url: feed.urlOf(schedule.id),
  };
}

const sourceWords = (by: ShiftSource): string =>
  by.kind === "override" ? "By an override." : `By the layer ${by.name}.`;

function calendarText(name: string, events: readonly Event[], revisedAt: Date): string {
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Wheelhouse//On call//EN",
    "CALSCALE:GREGORIAN",
    `X-WR-CALNAME:${textOf(oneLine(name))}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
    ...(events.length > 0 ? events.flatMap((event) => linesOf(event, revisedAt)) : PLACEHOLDER),
    "END:VCALENDAR",
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join("");
}

/** A calendar without any component is not one; a zone that nothing refers to shows nothing. */
const PLACEHOLDER = [
  "BEGIN:VTIMEZONE",
  "TZID:Etc/UTC",
  "BEGIN:STANDARD",
  "DTSTART:19700101T000000",
  "TZOFFSETFROM:+0000",
  "TZOFFSETTO:+0000",
  "END:STANDARD",
  "END:VTIMEZONE",
];

const linesOf = (event: Event, revisedAt: Date): string[] => [
  "BEGIN:VEVENT",
  `UID:${textOf(event.uid)}`,
  `DTSTAMP:${stampOf(revisedAt)}`,
  `DTSTART:${stampOf(event.from)}`,
  `DTEND:${stampOf(event.to)}`,
  `SUMMARY:${textOf(oneLine(event.summary))}`,
  `DESCRIPTION:${textOf(plain(event.description))}`,
  `URL:${new URL(event.url).href}`,
  // It takes nobody's time until it rings.
  "TRANSP:TRANSPARENT",
  "END:VEVENT",
];

/** `20261120T030000Z`. */
const stampOf = (at: Date): string => `${at.toISOString().replace(/[-:]|\.\d+Z$/g, "")}Z`;

const textOf = (text: string): string => text.replace(/[\\;,]/g, "\\$&").replace(/\n/g, "\\n");

const MAX_OCTETS = 75;
const utf8 = new TextEncoder();

/** No line is longer than 75 octets, and no character is cut in two. */
function folded(line: string): string {
  let out = "";
  let octets = 0;
  for (const character of line) {
    const size = utf8.encode(character).length;
    if (octets + size > MAX_OCTETS) {
      out += "\r\n ";
      octets = 1;
    }
    out += character;
    octets += size;
  }
  return out;
}
