"use client";
/** Ticks on steps that this browser alone remembers. */
import { useCallback, useMemo, useState } from "react";
import { readTicks, writeTicks } from "@/lib/browser/ticks";
import type { Ticks } from "./setting";

type LocalTicks = Required<Pick<Ticks, "ticked" | "onTick">> & { readonly clear: () => void };

/** Remount what uses it for another text or another alert. */
export function useTicks(name: string): LocalTicks {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => new Set(readTicks(name)));
  const keep = useCallback(
    (next: ReadonlySet<string>) => {
      setTicked(next);
      writeTicks(name, [...next]);
    },
    [name],
  );
  return useMemo(
    () => ({
      ticked,
      onTick: ({ step }, isTicked) => {
        const others = [...ticked].filter((one) => one !== step);
        keep(new Set(isTicked ? [...others, step] : others));
      },
      clear: () => keep(new Set()),
    }),
    [ticked, keep],
  );
}
