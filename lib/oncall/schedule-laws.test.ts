/** What holds for any schedule, around changes of clocks of all kinds. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY, MINUTE } from "@/lib/core/time";
import { gaps, onCallAt, shifts } from "./schedule";
import { onCallByMinute } from "./testing/minutes";
import { anySchedule } from "./testing/schedules";

/** Tens of thousands of readings of a wall take long where many tests share a core. */
const SLOW_MS = 30_000;

test(
  "minute by minute, the one on call is who a differently written clock-watcher says",
  () => {
    fc.assert(
      fc.property(anySchedule, ({ date, schedule }) => {
        const from = new Date(Date.parse(date) - 1.5 * DAY);
        const to = new Date(Date.parse(date) + 2 * DAY);
        const found = shifts(schedule, from, to);
        const watched = onCallByMinute(schedule, from, to);
        const said = watched.map((_, i) => {
          const at = new Date(+from + i * MINUTE);
          return found.find((shift) => shift.from <= at && at < shift.to)?.personId ?? null;
        });
        expect(said).toEqual(watched);
      }),
      { numRuns: 25 },
    );
  },
  SLOW_MS,
);

test("shifts come in order, do not overlap, and with the gaps fill the time", () => {
  fc.assert(
    fc.property(anySchedule, ({ date, schedule }) => {
      const from = new Date(Date.parse(date) - 3 * DAY);
      const to = new Date(Date.parse(date) + 3 * DAY);
      const clipped = shifts(schedule, from, to).map((shift) => ({
        from: Math.max(+shift.from, +from),
        to: Math.min(+shift.to, +to),
      }));
      const open = gaps(schedule, from, to).map((gap) => ({ from: +gap.from, to: +gap.to }));
      const parts = [...clipped, ...open].sort((a, b) => a.from - b.from);
      let at = +from;
      for (const part of parts) {
        expect(part.from).toBe(at);
        expect(part.to).toBeGreaterThan(at);
        at = part.to;
      }
      expect(at).toBe(+to);
    }),
    { numRuns: 40 },
  );
});

test(
  "a shift has the same beginning and end however little of it is asked for",
  () => {
    fc.assert(
      fc.property(anySchedule, ({ date, schedule }) => {
        const from = new Date(Date.parse(date) - 2 * DAY);
        for (const shift of shifts(schedule, from, new Date(Date.parse(date) + 2 * DAY))) {
          const last = new Date(+shift.to - 1);
          expect(shifts(schedule, last, shift.to)).toEqual([shift]);
          expect(onCallAt(schedule, shift.from)).toEqual(shift);
        }
      }),
      { numRuns: 15 },
    );
  },
  SLOW_MS,
);
