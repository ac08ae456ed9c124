/** What a notification offers its reader. */
import { describe, expect, test } from "vitest";
import { linksOf, takesBack } from "./notice";
import { alertWith, noticeWith } from "./testing/notice";

const labels = { alertname: "Rollout waits for people", rollout: "agent-real" };
const waiting = alertWith({ labels });
const url = "https://wheelhouse.example/e/token";

describe("rolling back by a link", () => {
  test.each<[string, Parameters<typeof noticeWith>[0], boolean]>([
    ["is offered for a rollout that waits", { alerts: [waiting] }, true],
    [
      "is offered for one that is paused",
      { alerts: [alertWith({ labels: { ...labels, alertname: "Rollout paused" } })] },
      true,
    ],
    [
      "is not for one that went back already",
      { alerts: [alertWith({ labels: { ...labels, alertname: "Rollout rolled back" } })] },
      false,
    ],
    ["is not where it is unclear which", { alerts: [waiting, waiting] }, false],
    ["is not for other alerts", {}, false],
  ])("%s", (_what, over, isOffered) => {
    expect(takesBack(noticeWith(over))).toBe(isOffered);
  });

  test("stands beside acknowledging while it fires, and nowhere afterwards", () => {
    const { links } = noticeWith();
    const over = { alerts: [waiting], links: { ...links, rollBack: url } };
    const titles = (kind: "firing" | "resolved") =>
      linksOf(noticeWith({ ...over, kind })).map(({ title }) => title);
    expect(titles("firing").slice(0, 2)).toEqual(["Acknowledge", "Roll back"]);
    expect(titles("resolved")).not.toContain("Roll back");
  });
});
