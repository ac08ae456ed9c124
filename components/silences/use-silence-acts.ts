"use client";
/** Making a silence longer and ending it, from wherever it is shown. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { endSilence, extendSilence, silencesKey } from "@/lib/notify/silences/client";

export function useSilenceActs(project: string, id: string) {
  const cache = useQueryClient();
  const onSettled = async () => {
    await cache.invalidateQueries({ queryKey: silencesKey(project) });
    await cache.invalidateQueries({ queryKey: ["alerts"] });
  };
  const extend = useMutation({
    mutationFn: (minutes: number) => extendSilence(project, id, minutes),
    onSettled,
  });
  const end = useMutation({ mutationFn: () => endSilence(project, id), onSettled });
  return { extend, end, error: extend.error ?? end.error };
}
