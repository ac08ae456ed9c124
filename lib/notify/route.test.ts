/** Alerts take the routes that amtool named for the same tree. */
import { expect, test } from "vitest";
import { parseMatcher } from "./matcher";
import { type Route, routerOf } from "./route";

const route = (
  receiver: string,
  matchers: readonly string[],
  more: Partial<Route> = {},
): Route => ({
  receiver,
  matchers: matchers.map((text) => parseMatcher(text)),
  isContinued: false,
  routes: [],
  ...more,
});

const TREE = route("default", [], {
  routes: [
    route("ml", ["team=ml"], { isContinued: true }),
    route("slack", ['severity=~"critical|page"'], { routes: [route("pager", ["env=prod"])] }),
  ],
});

test.each([
  ["severity=critical env=prod", "pager"],
  ["severity=critical env=dev", "slack"],
  ["severity=critical", "slack"],
  ["team=ml severity=warning", "ml"],
  ["team=ml severity=page env=prod", "ml,pager"],
  ["foo=bar", "default"],
])("%s goes to %s", (text, expected) => {
  const labels = Object.fromEntries(
    text.split(" ").map((pair) => pair.split("=") as [string, string]),
  );
  const routes = routerOf(TREE)(labels);
  expect(routes.map(({ receiver }) => receiver).join(",")).toBe(expected);
});

test("nothing is lost, even where the root has conditions", () => {
  const narrow = route("root", ["env=prod"]);
  expect(routerOf(narrow)({ env: "dev" })).toEqual([narrow]);
});
