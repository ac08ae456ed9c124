"use client";
/** Doing something to an incident: afterwards everything that shows it is read anew, also when it was refused. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { INCIDENTS_KEY } from "@/lib/incidents/client";

export function useIncidentAct() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSettled: () => cache.invalidateQueries({ queryKey: INCIDENTS_KEY }),
  });
}
