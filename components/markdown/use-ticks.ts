"use client";
/** Ticks on steps that this browser alone remembers. */
import { useCallback, useMemo, useState } from "react";
import { readTicks, type Step, writeTicks } from "@/lib/browser/ticks";
import type { Ticks } from "./setting";

type LocalTicks = Required<Omit<Ticks, "note">> & {
  readonly steps: readonly Step[];
  readonly clear: () => void;
};

/** Remount what uses it for another text or another alert. */
export function useTicks(name: string): LocalTicks {
  const [steps, setSteps] = useState(() => readTicks(name));
  const keep = useCallback(
    (next: readonly Step[]) => {
      setSteps(next);
      writeTicks(name, next);
    },
    [name],
  );
  return useMemo(
    () => ({
      steps,
      count: steps.length,
      isTicked: ({ step, text }) => steps.some((one) => one.step === step && one.text === text),
      onTick: (step, isTicked) => {
        const others = steps.filter((one) => one.step !== step.step);
        keep(isTicked ? [...others, step] : others);
      },
      clear: () => keep([]),
    }),
    [steps, keep],
  );
}
