"use client";
/** Saves a change of the project's settings and reads them again. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { changeProject, type ProjectChange } from "@/lib/access/client";
import { Fault } from "@/lib/core/fault";

export function useProjectChange(project: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (change: ProjectChange) => changeProject(project, change),
    onSuccess: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: ["project", { project }] }),
        cache.invalidateQueries({ queryKey: ["console"] }),
      ]),
  });
}

/** The message of a refusal, when it is about this field. */
export function errorAt(error: Error | null, field: string): string | undefined {
  if (!(error instanceof Fault) || typeof error.detail.field !== "string") return undefined;
  return error.detail.field === field || error.detail.field.startsWith(`${field}.`)
    ? error.message
    : undefined;
}
