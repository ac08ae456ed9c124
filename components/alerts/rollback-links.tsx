"use client";
/** What moves traffic right now: the way back is one touch from the alert. */
import { useQuery } from "@tanstack/react-query";
import { useAsk } from "@/components/shell/use-ask";
import { useMay } from "@/components/shell/use-console";
import { KeptLink } from "@/components/ui/kept-link";
import type { AlertView } from "@/lib/alerts/views";
import { rolloutsQuery } from "@/lib/rollouts/client";

const MOST_SHOWN = 2;

/** In the alert's environment, where it names one. The page behind it says what a rollback does before it is done. */
export function RollbackLinks({ project, alert }: { project: string; alert: AlertView }) {
  const { live } = useAsk();
  const may = useMay("rollouts:read") === true;
  const { data } = useQuery({ ...rolloutsQuery(project, live), enabled: may && !alert.endedAt });
  const { environment } = alert.labels;
  const moving = (data?.moving ?? []).filter(
    (one) => !environment || one.environment === environment,
  );
  return moving.slice(0, MOST_SHOWN).map(({ key, weight }) => (
    <KeptLink
      key={key}
      href={`/rollouts/${key}`}
      look="button"
      title={`${weight} % of the traffic`}
    >
      Roll back {key}
    </KeptLink>
  ));
}
