"use client";
/** How many alerts fire beside the word Alerts, how many incidents are open beside theirs: red only while somebody is needed. */
import type { AlertCount } from "@/lib/alerts/views";
import type { IncidentCount } from "@/lib/incidents/views";
import type { NavRow } from "./navigation";
import { useConsole } from "./use-console";

type NavCountProps = {
  of: NavRow["count"];
  /** On the corner of an icon, where a word has no room. */
  look?: "beside" | "corner";
};

const LOOKS = {
  beside: "ml-auto narrow:absolute narrow:top-0 narrow:right-0.5",
  corner: "absolute top-1 left-[calc(50%+4px)]",
};

type Counted = { readonly n: number; readonly isUrgent: boolean; readonly words: string };

export function NavCount({ of, look = "beside" }: NavCountProps) {
  const state = useConsole().data;
  const counted =
    of === "alerts"
      ? state?.alerts && alertsCounted(state.alerts)
      : of && state?.incidents && incidentsCounted(state.incidents);
  if (!counted || counted.n === 0) return null;
  const tone = counted.isUrgent
    ? "bg-critical-solid text-on-solid"
    : "bg-warning-soft text-warning-text";
  return (
    <span
      title={counted.words}
      className={`flex h-4 min-w-4 items-center justify-center rounded-full px-1 font-medium text-12 tabular-nums ${LOOKS[look]} ${tone}`}
    >
      <span aria-hidden>{counted.n > 99 ? "99+" : counted.n}</span>
      <span className="sr-only">{` ${counted.words}`}</span>
    </span>
  );
}

function alertsCounted({ firing, worst, unanswered }: AlertCount): Counted {
  const severity = worst === null ? "" : `, the worst is ${worst}`;
  const open = unanswered === 0 ? "" : `; ${unanswered} not acknowledged`;
  return { n: firing, isUrgent: unanswered > 0, words: `${firing} firing${severity}${open}` };
}

/** Drills are not counted: nothing is wrong. */
function incidentsCounted({ open, worst }: IncidentCount): Counted {
  const severity = worst === null ? "" : `, the worst is ${worst}`;
  const isUrgent = worst === "critical" || worst === "high";
  return { n: open, isUrgent, words: `${open} open${severity}` };
}
