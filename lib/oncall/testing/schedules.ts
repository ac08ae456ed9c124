/** Schedules to test with: one in words of a few letters, and any there may be around a change of clocks. */
import fc from "fast-check";
import { DAY, HOUR } from "@/lib/core/time";
import type { Layer, Override, Schedule } from "@/lib/oncall/schema";

export const daily: Layer = {
  name: "base",
  participants: ["ana", "ben", "cleo"],
  rotation: { every: 1, unit: "day" },
  startsOn: "2026-01-01",
  handsOverAt: "09:00",
  endsOn: null,
  restrictions: [],
};
export const scheduleOf = (
  layers: readonly Partial<Layer>[],
  overrides: readonly Override[] = [],
  zone = "Europe/Berlin",
): Schedule => ({
  id: "s1",
  name: "primary",
  zone,
  layers: layers.map((layer, i) => ({ ...daily, name: `layer ${i}`, ...layer })),
  overrides,
});
const clockTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 59))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
/** Around changes of clocks, forward and back, by an hour, by half, and by a day. */
const place = fc.constantFrom(
  { zone: "Europe/Berlin", date: "2026-03-29" },
  { zone: "Europe/Berlin", date: "2026-10-25" },
  { zone: "America/New_York", date: "2026-03-08" },
  { zone: "America/New_York", date: "2026-11-01" },
  { zone: "Australia/Lord_Howe", date: "2026-04-05" },
  { zone: "Australia/Lord_Howe", date: "2026-10-04" },
  { zone: "Pacific/Apia", date: "2011-12-30" },
  { zone: "Asia/Kathmandu", date: "2026-11-16" },
);
const around = (days: number) => (date: string) =>
  new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
const layerOf = (date: string) =>
  fc
    .record({
      participants: fc.array(fc.constantFrom("ana", "ben", "cleo", "dan"), {
        minLength: 1,
        maxLength: 4,
      }),
      rotation: fc.oneof(
        fc.record({ every: fc.integer({ min: 1, max: 36 }), unit: fc.constant("hour" as const) }),
        fc.record({
          every: fc.integer({ min: 1, max: 3 }),
          unit: fc.constantFrom("day" as const, "week" as const),
        }),
      ),
      started: fc.integer({ min: -40, max: 1 }),
      lasts: fc.option(fc.integer({ min: 1, max: 45 })),
      handsOverAt: clockTime,
      restrictions: fc.array(
        fc.record({
          days: fc.uniqueArray(fc.constantFrom(1, 2, 3, 4, 5, 6, 7), {
            minLength: 1,
          }) as fc.Arbitrary<Layer["restrictions"][number]["days"]>,
          from: clockTime,
          to: clockTime,
        }),
        { maxLength: 2 },
      ),
    })
    .map(({ started, lasts, ...layer }) => ({
      ...layer,
      startsOn: around(started)(date),
      endsOn: lasts === null ? null : around(started + lasts)(date),
    }));
const overrideOf = (date: string) =>
  fc
    .record({
      personId: fc.constantFrom("eve", "finn"),
      begin: fc.integer({ min: -60, max: 60 }),
      lasts: fc.integer({ min: 1, max: 30 }),
    })
    .map(({ personId, begin, lasts }) => {
      const from = new Date(Date.parse(date) + begin * HOUR);
      return { id: `o${begin}/${lasts}`, personId, from, to: new Date(+from + lasts * HOUR) };
    });
export const anySchedule = place.chain(({ zone, date }) =>
  fc
    .record({
      layers: fc.array(layerOf(date), { maxLength: 3 }),
      overrides: fc.array(overrideOf(date), { maxLength: 3 }),
    })
    .map(({ layers, overrides }) => ({ date, schedule: scheduleOf(layers, overrides, zone) })),
);
