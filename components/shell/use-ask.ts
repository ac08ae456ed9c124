"use client";
/** The page's question: what the address bar says, and how to change it. */
import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import type { Ask } from "@/lib/core/ask";
import { type AskPatch, askedIn, patched } from "./ask-url";
import { useFallbackProject } from "./project-context";

type UseAsk = {
  /** Hand this to a query as it is: it is stable while the address says the same. */
  readonly ask: Ask;
  readonly live: boolean;
  /** Adds a step to the history, so that "back" undoes it. */
  readonly setAsk: (patch: AskPatch) => void;
};

export function useAsk(): UseAsk {
  const text = useSearchParams().toString();
  const fallback = useFallbackProject();
  const asked = useMemo(() => askedIn(new URLSearchParams(text), fallback), [text, fallback]);
  const setAsk = useCallback((patch: AskPatch) => {
    const url = new URL(window.location.href);
    url.search = patched(url.searchParams, patch).toString();
    window.history.pushState(null, "", url);
  }, []);
  return { ...asked, setAsk };
}
