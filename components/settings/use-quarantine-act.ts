"use client";
/** Replays or discards refused events, and reads the list again. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { count } from "@/lib/core/format";
import { type Choice, discard, replay } from "@/lib/data/client";

/** What became of it, in words. */
export function useQuarantineAct(project: string, act: "replay" | "discard") {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (choice: Choice): Promise<string> => {
      if (act === "discard") {
        const { discarded } = await discard(project, choice);
        return `${count(discarded)} discarded.`;
      }
      const { accepted, duplicates, refused, left } = await replay(project, choice);
      const known = duplicates > 0 ? `, ${count(duplicates)} were stored before` : "";
      const again = refused > 0 ? `, ${count(refused)} still refused` : "";
      const more = left > 0 ? ` ${count(left)} more wait for another replay.` : "";
      return `${count(accepted)} stored${known}${again}.${more}`;
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: ["quarantine", { project }] }),
  });
}
