/** A table sorts as people expect and shows the columns they chose. */
import { describe, expect, test } from "vitest";
import { type Column, chosen, orderOf, pressed, sorted, written } from "./table-model";

type Row = { name: string; n: number | null };
const NAME: Column<Row> = { key: "name", label: "Name", value: (row) => row.name };
const N: Column<Row> = { key: "n", label: "N", value: (row) => row.n, kind: "number" };
const HIDDEN: Column<Row> = { ...N, key: "more", isHidden: true };
const COLUMNS = [NAME, N, HIDDEN];
const ROWS: readonly Row[] = [
  { name: "b10", n: 2 },
  { name: "a", n: null },
  { name: "b9", n: 7 },
];
const names = (order: string | null) =>
  sorted(ROWS, COLUMNS, order === null ? null : orderOf(order)).map(({ name }) => name);

describe("the order of a table", () => {
  // biome-ignore format: a table reads in columns
  test.each([
    ["rises",                          "n",       ["b10", "b9", "a"]],
    ["falls, unknown still last",      "-n",      ["b9", "b10", "a"]],
    ["counts numbers within names",    "name",    ["a", "b9", "b10"]],
    ["is as given for a lost column",  "-gone",   ["b10", "a", "b9"]],
    ["is as given when none is asked", null,      ["b10", "a", "b9"]],
  ])("%s", (_how, order, expected) => {
    expect(names(order)).toEqual(expected);
  });

  test("starts with the largest for numbers and with A for names, and turns round on a second press", () => {
    expect(written(pressed(N, null))).toBe("-n");
    expect(written(pressed(N, orderOf("-n")))).toBe("n");
    expect(written(pressed(NAME, orderOf("-n")))).toBe("name");
  });
});

describe("the columns of a table", () => {
  const keys = (choice: string | null) => chosen(COLUMNS, choice).map(({ key }) => key);

  test("are the usual ones until a person chooses", () => {
    expect(keys(null)).toEqual(["name", "n"]);
    expect(keys("more")).toEqual(["name", "more"]);
  });

  test("always keep the name of the row", () => {
    expect(keys("")).toEqual(["name"]);
  });
});
