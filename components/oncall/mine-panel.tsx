"use client";
/** The reader's own shifts of the next four weeks, each of which can be swapped. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { quantity } from "@/lib/core/format";
import type { OnCallView } from "@/lib/oncall/schedules/schema";
import { SpanWords } from "./span-words";
import { SwapDialog } from "./swap-dialog";
import { shiftKey } from "./words";

type Mine = OnCallView["mine"][number];
/** The others are in the calendar. */
const SHOWN = 8;

type MinePanelProps = { project: string; reading: Reading<OnCallView> };

export function MinePanel({ project, reading }: MinePanelProps) {
  const [swapping, setSwapping] = useState<Mine | null>(null);
  return (
    <>
      <Panel
        title="My shifts"
        question="When is it your turn in the next four weeks?"
        reading={reading}
        figure={({ mine }) => quantity(mine.length, "shift")}
        isEmpty={({ mine }) => mine.length === 0}
        empty={{ title: "You have no shift in the next four weeks" }}
        height="fit"
      >
        {({ mine }) => (
          <ul className="flex flex-col divide-y divide-line">
            {mine.slice(0, SHOWN).map((shift) => (
              <li
                key={`${shift.scheduleId} ${shiftKey(shift)}`}
                className="flex flex-wrap items-center justify-between gap-2 py-2 first:pt-0 last:pb-0"
              >
                <span className="flex min-w-0 flex-col">
                  <span className="text-13 text-primary">{shift.schedule}</span>
                  <SpanWords {...shift} />
                </span>
                <Button size="s" onClick={() => setSwapping(shift)}>
                  Swap
                </Button>
              </li>
            ))}
            {mine.length > SHOWN && (
              <li className="pt-2 text-12 text-muted">{`and ${mine.length - SHOWN} more`}</li>
            )}
          </ul>
        )}
      </Panel>
      {swapping && (
        <SwapDialog project={project} mine={swapping} onClose={() => setSwapping(null)} />
      )}
    </>
  );
}
