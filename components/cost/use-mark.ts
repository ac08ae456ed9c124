"use client";
/** What spend is split by, and the mark whose calls are looked at: both stand in the address. */
import { useMemo } from "react";
import { useUrlState } from "@/components/ui/use-url-state";
import { SPEND_DIMS, type SpendDim } from "@/lib/spend/dimension";

type UseMark = {
  readonly by: SpendDim;
  /** The member that was picked; null: all of them. */
  readonly name: string | null;
  /** The bucket that was picked; null: the whole time range. */
  readonly at: string | null;
  readonly setBy: (by: SpendDim) => void;
  readonly setName: (name: string | null) => void;
  readonly setAt: (at: string | null) => void;
};

const isDim = (word: string | null): word is SpendDim => SPEND_DIMS.some((dim) => dim === word);

export function useMark(): UseMark {
  const [by, setByWord] = useUrlState("by");
  const [name, setName] = useUrlState("name");
  const [at, setAt] = useUrlState("at");
  return useMemo(
    () => ({
      ...{ name, at, setName, setAt },
      by: isDim(by) ? by : "agent",
      setBy: (dim) => {
        setName(null);
        setByWord(dim === "agent" ? null : dim);
      },
    }),
    [by, name, at, setByWord, setName, setAt],
  );
}
