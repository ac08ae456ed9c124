"use client";
/** A small choice of one component kept in the address bar: sorting, columns, a tab. */
import { useSearchParams } from "next/navigation";
import { useCallback, useState } from "react";

/** Replaces history: going back leaves the page, it does not undo a sort. */
export function useUrlState(name: string): [string | null, (value: string | null) => void] {
  const kept = useSearchParams().get(name);
  // The address follows a moment later; what was just chosen holds until it does.
  const [chosen, setChosen] = useState({ kept, value: kept });
  if (chosen.kept !== kept) setChosen({ kept, value: kept });
  const set = useCallback(
    (next: string | null) => {
      setChosen({ kept, value: next });
      const url = new URL(window.location.href);
      if (next === null) url.searchParams.delete(name);
      else url.searchParams.set(name, next);
      window.history.replaceState(null, "", url);
    },
    [name, kept],
  );
  return [chosen.value, set];
}
