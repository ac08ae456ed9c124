"use client";
/** What people and the machine did, newest first. */
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import type { RolloutDetail } from "@/lib/rollouts/views";

export function HistoryPanel({ reading }: { reading: Reading<RolloutDetail> }) {
  return (
    <Panel
      title="History"
      question="What happened, and who did it?"
      reading={reading}
      figure={({ state }) => (state.attempt === 1 ? "first attempt" : `attempt ${state.attempt}`)}
      height="fit"
      isFlush
    >
      {({ steps, state }) => (
        <ol className="flex flex-col">
          {steps.map(({ id, at, by, text, attempt }) => (
            <li
              key={id}
              className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-line border-t px-4 py-2 text-13"
            >
              <span className="wrap-anywhere min-w-0 flex-1 basis-56 text-primary">{text}</span>
              <span className="text-12 text-muted">
                {state.attempt !== attempt && `attempt ${attempt} · `}
                {by} · <Instant at={at} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
