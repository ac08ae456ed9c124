/** Where an alert goes: a tree of routes, each narrower than the one it hangs under. */
import { type Matcher, selectorOf } from "./matcher";
import type { Labels } from "./notice";

export type Route = {
  readonly receiver: string;
  readonly matchers: readonly Matcher[];
  /** Look on among the siblings after this one took an alert. */
  readonly isContinued: boolean;
  readonly routes: readonly Route[];
};

/** Compiled, to be asked for many alerts: every route that takes the labels, the deepest of each branch. */
export function routerOf(root: Route): (labels: Labels) => Route[] {
  const take = compiled(root);
  return (labels) => take(labels) ?? [root];
}

type Take = (labels: Labels) => Route[] | null;

function compiled(route: Route): Take {
  const isMeant = selectorOf(route.matchers);
  const children = route.routes.map((child) => ({ child, take: compiled(child) }));
  return (labels) => {
    if (!isMeant(labels)) return null;
    const found: Route[] = [];
    for (const { child, take } of children) {
      const taken = take(labels);
      if (!taken) continue;
      found.push(...taken);
      if (!child.isContinued) break;
    }
    return found.length > 0 ? found : [route];
  };
}
