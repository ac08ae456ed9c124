"use client";
/** Ratings by their direction. */
import { BarList } from "@/components/charts/bar-list";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { count, share } from "@/lib/core/format";
import type { Feedback } from "@/lib/users/schema";

const ROWS = [
  ["up", "Content", "var(--ok-solid)"],
  ["neutral", "Neither", "var(--unknown-solid)"],
  ["down", "Not content", "var(--critical-solid)"],
] as const;

export function FeedbackPanel({ reading }: { reading: Reading<Feedback> }) {
  return (
    <Panel
      title="Ratings"
      question="Which way do they go?"
      reading={reading}
      figure={({ n }) => `${count(n)} ${n === 1 ? "rating" : "ratings"}`}
      isEmpty={({ n }) => n === 0}
      empty={{ title: "No feedback in this time range" }}
      sheet={(feedback) => ({
        columns: [{ label: "Rating" }, { label: "Number", format: count }],
        rows: ROWS.map(([key, label]) => [label, feedback[key]]),
      })}
    >
      {(feedback) => (
        <BarList
          label="Ratings"
          value={count}
          items={ROWS.map(([key, label, colour]) => ({
            key,
            label,
            colour,
            value: feedback[key],
            note: share(feedback[key] / feedback.n),
          }))}
        />
      )}
    </Panel>
  );
}
