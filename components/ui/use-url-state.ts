"use client";
/** A small choice of one component kept in the address bar: sorting, columns, a tab. */
import { useSearchParams } from "next/navigation";
import { useCallback } from "react";

/** Replaces history: going back leaves the page, it does not undo a sort. */
export function useUrlState(name: string): [string | null, (value: string | null) => void] {
  const value = useSearchParams().get(name);
  const set = useCallback(
    (next: string | null) => {
      const url = new URL(window.location.href);
      if (next === null) url.searchParams.delete(name);
      else url.searchParams.set(name, next);
      window.history.replaceState(null, "", url);
    },
    [name],
  );
  return [value, set];
}
