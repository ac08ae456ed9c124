"use client";
/** How many alerts fire, beside the word Alerts: red only while one that pages has no answer. */
import type { AlertCount } from "@/lib/alerts/views";
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

export function NavCount({ of, look = "beside" }: NavCountProps) {
  const counted = useConsole().data?.alerts;
  if (of === undefined || !counted || counted.firing === 0) return null;
  const tone =
    counted.unanswered > 0
      ? "bg-critical-solid text-on-solid"
      : "bg-warning-soft text-warning-text";
  return (
    <span
      title={wordsFor(counted)}
      className={`flex h-4 min-w-4 items-center justify-center rounded-full px-1 font-medium text-12 tabular-nums ${LOOKS[look]} ${tone}`}
    >
      <span aria-hidden>{counted.firing > 99 ? "99+" : counted.firing}</span>
      <span className="sr-only">{` ${wordsFor(counted)}`}</span>
    </span>
  );
}

function wordsFor({ firing, worst, unanswered }: AlertCount): string {
  const severity = worst === null ? "" : `, the worst is ${worst}`;
  const open = unanswered === 0 ? "" : `; ${unanswered} not acknowledged`;
  return `${firing} firing${severity}${open}`;
}
