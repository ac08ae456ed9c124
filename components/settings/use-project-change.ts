"use client";
/** Saves a change of the project's settings and reads them again. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Fault } from "@/lib/core/fault";
import { changeProject, type ProjectChange } from "@/lib/projects/client";

export function useProjectChange(project: string) {
  const cache = useQueryClient();
  const readAgain = () => cache.invalidateQueries({ queryKey: ["project", { project }] });
  return useMutation({
    mutationFn: (change: ProjectChange) => changeProject(project, change),
    onSuccess: () => Promise.all([readAgain(), cache.invalidateQueries({ queryKey: ["console"] })]),
    // What somebody else saved is at hand when it is asked for.
    onError: (error) => (isStale(error) ? readAgain() : undefined),
  });
}

/** Whether somebody else saved first: theirs has to be seen before this can be saved. */
export const isStale = (error: Error | null): boolean =>
  error instanceof Fault && error.code === "conflict" && error.detail.field === "revision";
