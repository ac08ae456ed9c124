"use client";
/** Doing something to a rollout or a flag: afterwards everything that shows either is read anew, also when it was refused. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FLAGS_KEY } from "@/lib/flags/client";
import { ROLLOUTS_KEY } from "@/lib/rollouts/client";

export function useRolloutAct() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: ROLLOUTS_KEY }),
        cache.invalidateQueries({ queryKey: FLAGS_KEY }),
      ]),
  });
}
