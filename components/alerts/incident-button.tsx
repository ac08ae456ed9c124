"use client";
/** From an alert into its incident: opens the one it is part of, or declares one in one touch. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Siren } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import { Can } from "@/components/shell/can";
import { keepAsk } from "@/components/ui/ask-params";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { AlertView } from "@/lib/alerts/views";
import { alertIncidentQuery, declareIncident, INCIDENTS_KEY } from "@/lib/incidents/client";

type IncidentButtonProps = { project: string; alert: AlertView };

export function IncidentButton({ project, alert }: IncidentButtonProps) {
  const { data } = useQuery(alertIncidentQuery(project, alert.id));
  const router = useRouter();
  const params = new URLSearchParams(useSearchParams());
  const cache = useQueryClient();
  const open = (id: string) => router.push(keepAsk(`/incidents/${id}`, params));
  const declare = useMutation({
    mutationFn: () => declareIncident(project, said(alert)),
    onSuccess: ({ id }) => open(id),
    onSettled: () => cache.invalidateQueries({ queryKey: INCIDENTS_KEY }),
  });
  if (!data) return null;
  const { incident } = data;
  if (incident)
    return (
      <Button size="l" icon={Siren} onClick={() => open(incident.id)}>
        {incident.isDrill ? "Open drill" : "Open incident"}
      </Button>
    );
  // A test is no incident; what is over may have been one.
  if (alert.mark !== null) return null;
  return (
    <Can permission="incidents:write">
      {(gate) => (
        <>
          <Button
            size="l"
            icon={Siren}
            isBusy={declare.isPending}
            onClick={() => declare.mutate()}
            {...gate}
          >
            Declare incident
          </Button>
          {declare.error && <Notice tone="critical">{declare.error.message}</Notice>}
        </>
      )}
    </Can>
  );
}

const said = ({ id, severity }: AlertView) => ({ severity, alert: id });
