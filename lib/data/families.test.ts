/** What the storage figures add up to. */
import { expect, test } from "vitest";
import { familiesOf, tiersOf } from "./families";

const TABLES = [
  { name: "event", bytes: 0 },
  { name: "event_20261120", bytes: 1_000 },
  { name: "error_group", bytes: 5 },
  { name: "counter_1m", bytes: 10 },
  { name: "counter_1h", bytes: 20 },
  { name: "sketch_1h", bytes: 40 },
  { name: "counter_partial", bytes: 1 },
  { name: "person", bytes: 3 },
  { name: "a_table_of_tomorrow", bytes: 4 },
];

test("every table counts once, an unknown one too", () => {
  const families = familiesOf(TABLES);
  const total = TABLES.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(families.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(total);
  const bytesOf = Object.fromEntries(families.map(({ family, bytes }) => [family, bytes]));
  expect(bytesOf).toMatchObject({ events: 1_000, counters: 31, errors: 5, rest: 7 });
});

test("tiers say how long they keep, and hold all families", () => {
  const tiers = tiersOf(TABLES, 30);
  expect(tiers.map(({ tier, bytes }) => [tier, bytes])).toEqual([
    ["raw", 1_000],
    ["1m", 10],
    ["5m", 0],
    ["1h", 60],
    ["1d", 0],
  ]);
  expect(tiers[0]?.keptMs).toBe(30 * 86_400_000);
  expect(tiers.at(-1)?.keptMs).toBeNull();
});
