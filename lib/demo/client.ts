/** How the browser asks about the demo: the only place its URL is spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, sendJson } from "@/lib/browser/http";
import { polling } from "@/lib/browser/live";
import type { DemoView } from "./schema";

export const demoQuery = (project: string) =>
  queryOptions({
    queryKey: ["demo", { project }],
    queryFn: ({ signal }) => getJson<DemoView>("/api/v1/demo", { project }, signal),
    ...polling({ project }),
  });

export const removeDemo = (project: string): Promise<unknown> =>
  sendJson("DELETE", "/api/v1/demo", { project });
