"use client";
/** The filters of the alerts page, kept in the address bar. */
import { useMemo, useRef, useState } from "react";
import { useUrlState } from "@/components/ui/use-url-state";
import { SEVERITIES } from "@/lib/alerts/schema";
import { type AlertsAsk, MARKS } from "@/lib/alerts/views";

const PARTS = ["firing", "pending", "history"] as const;
export type Part = (typeof PARTS)[number];

const TYPING_PAUSE_MS = 250;

export function useAlertFilters() {
  const [state, setState] = useUrlState("state");
  const [severity, setSeverity] = useUrlState("severity");
  const [rule, setRule] = useUrlState("rule");
  const [mark, setMark] = useUrlState("mark");
  const [search, setSearch] = useUrlState("search");
  const [typed, setTyped] = useState(search ?? "");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const filters = useMemo((): AlertsAsk => {
    const how = SEVERITIES.find((each) => each === severity);
    const kind = MARKS.find((each) => each === mark);
    return {
      ...(how && { severity: how }),
      ...(kind && { mark: kind }),
      ...(rule && { rule }),
      ...(search && { search }),
    };
  }, [severity, rule, mark, search]);
  return {
    filters,
    part: PARTS.find((each) => each === state) ?? null,
    typed,
    setState,
    setSeverity,
    setRule,
    setMark,
    /** What is typed shows at once; the server is asked when the typing pauses. */
    type: (text: string) => {
      setTyped(text);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setSearch(text.trim() || null), TYPING_PAUSE_MS);
    },
  };
}

export type AlertFilters = ReturnType<typeof useAlertFilters>;
