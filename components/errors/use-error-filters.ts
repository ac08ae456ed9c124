"use client";
/** The filters of the error groups, kept in the address bar. */
import { useMemo, useRef, useState } from "react";
import { useUrlState } from "@/components/ui/use-url-state";
import type { ErrorState, ErrorsAsk } from "@/lib/errors/schema";

const STATES: readonly ErrorState[] = ["open", "regressed", "resolved"];
const TYPING_PAUSE_MS = 250;

export function useErrorFilters() {
  const [state, setState] = useUrlState("state");
  const [agent, setAgent] = useUrlState("agent");
  const [search, setSearch] = useUrlState("search");
  const [typed, setTyped] = useState(search ?? "");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const filters = useMemo((): ErrorsAsk => {
    const known = STATES.find((each) => each === state);
    return { ...(known && { state: known }), ...(agent && { agent }), ...(search && { search }) };
  }, [state, agent, search]);
  return {
    filters,
    typed,
    setState,
    setAgent,
    /** What is typed shows at once; the server is asked when the typing pauses. */
    type: (text: string) => {
      setTyped(text);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setSearch(text.trim() || null), TYPING_PAUSE_MS);
    },
  };
}

export type FilterControls = Omit<ReturnType<typeof useErrorFilters>, "filters">;
