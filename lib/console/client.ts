/** How the browser asks for the state of the shell: the only place its URL is spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "@/lib/browser/http";
import { polling } from "@/lib/browser/live";
import type { ConsoleState } from "./schema";

const keyOf = (project: string | undefined) => ["console", { project }] as const;

/** Without a project the server picks the first that the person may see, and the answer serves for that one too. */
export const consoleQuery = (project: string | undefined, live = true) =>
  queryOptions({
    queryKey: keyOf(project),
    queryFn: async ({ signal, client }) => {
      const state = await getJson<ConsoleState>("/api/v1/console", { project }, signal);
      if (project === undefined && state.project) {
        client.setQueryData(keyOf(state.project.slug), state);
      }
      return state;
    },
    ...polling(project === undefined ? {} : { project }, live),
  });
