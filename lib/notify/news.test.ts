/** What is news of an alert that begins and ends again and again, and what is none. */
import { expect, test } from "vitest";
import { type Event, play } from "./testing/scene";

const flaps: Event[] = [
  [0, "a", "firing"],
  [3, "a", "flapping"],
];
const whys = (events: Event[], until: number) =>
  [...play({ events, until })].map(({ second, why }) => [second, why]);

test("is told once when it begins and once when it has made up its mind", () => {
  const settles: Event = [12, "a", "settled"];
  expect(whys([...flaps, [7, "a", "flapping"], settles], 15)).toEqual([
    [2, "new"],
    [6, "flapping"],
    [14, "settled"],
  ]);
});

test("that ends for good is told as an end", () => {
  expect(whys([...flaps, [12, "a", "resolved"]], 30)).toEqual([
    [2, "new"],
    [6, "flapping"],
    [14, "resolved"],
  ]);
});

test("from before the first word is part of it", () => {
  expect(whys([[0, "a", "flapping"]], 11)).toEqual([[2, "new"]]);
});

test("a silence that ended before an alert began says nothing of it", () => {
  const events: Event[] = [
    [0, "a", "firing"],
    [7, "b", "firing"],
  ];
  const silences = [[4, 6, "b"]] as const;
  const all = [...play({ events, silences, until: 11 })];
  expect(all.map(({ second, why, firing }) => [second, why, firing])).toEqual([
    [2, "new", ["a"]],
    [10, "changed", ["a", "b"]],
  ]);
});
