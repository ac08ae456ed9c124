/** Firing alerts as the overview tells them: one line a rule, worst first. */
import type { Fire } from "@/lib/overview/fires";
import type { Severity } from "./schema";
import type { AlertGroup } from "./views";

/** Worth waking somebody. */
const PAGES: readonly Severity[] = ["critical", "high"];

export const alertFires = (firing: readonly AlertGroup[]): Fire[] =>
  firing.map(({ key, name, severity, alerts }) => {
    const [first] = alerts;
    const isOne = alerts.length === 1;
    const isAnswered = alerts.every(({ acknowledged }) => acknowledged !== null);
    const about = [
      isOne ? first?.about : `${alerts.length} alerts`,
      isOne && first?.value && [first.value, first.bound].filter(Boolean).join(", "),
      isAnswered && `${first?.acknowledged?.by ?? "somebody"} is on it`,
    ];
    return {
      key: `alert:${key}`,
      tone: PAGES.includes(severity) && !isAnswered ? "critical" : "warning",
      title: name,
      detail: about.filter(Boolean).join(" · "),
      at: alerts.map(({ startedAt }) => startedAt).toSorted()[0] ?? null,
      href: isOne && first ? `/alerts/${first.id}` : "/alerts?state=firing",
    };
  });
