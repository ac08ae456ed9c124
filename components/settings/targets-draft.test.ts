/** What typing a target does. */
import { expect, test } from "vitest";
import { draftOf, targetsIn, unitOf } from "./targets-draft";

test("what is kept comes back as it was, through the units that people type", () => {
  const kept = {
    latencyP95: { aim: 1_250, limit: 2_500 },
    errorRate: { aim: 0.007, limit: 0.03 },
    costPerRequest: { aim: 0.0123, limit: 0.5 },
  };
  const draft = draftOf(kept);
  expect(draft.latencyP95).toEqual({ aim: "1.25", limit: "2.5" });
  expect(draft.errorRate).toEqual({ aim: "0.7", limit: "3" });
  expect(targetsIn(draft)).toEqual(kept);
});

test("empty fields leave the product's own target", () => {
  const draft = draftOf({});
  expect(targetsIn(draft)).toEqual({});
  const half = { ...draft, errorRate: { aim: "2", limit: "" } };
  expect(targetsIn(half)).toEqual({ errorRate: { aim: 0.02, limit: 0.05 } });
  expect(unitOf("errorRate")).toEqual({ unit: "%", usual: { aim: "1", limit: "5" } });
});
