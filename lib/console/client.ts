/** How the browser asks for the state of the shell: the only place its URL is spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "@/lib/browser/http";
import { polling } from "@/lib/browser/live";
import type { ConsoleState } from "./schema";

/** Without a project the server picks the first that the person may see. */
export const consoleQuery = (project: string | undefined, live = true) =>
  queryOptions({
    queryKey: ["console", { project }],
    queryFn: ({ signal }) => getJson<ConsoleState>("/api/v1/console", { project }, signal),
    ...polling(project === undefined ? {} : { project }, live),
  });
