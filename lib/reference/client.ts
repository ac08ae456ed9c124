/** How the browser asks for the API's own description: the only place this URL is spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "@/lib/browser/http";
import { type OpenApi, operationsOf } from "./openapi";

export const OPENAPI_URL = "/api/openapi.json";

export const referenceQuery = () =>
  queryOptions({
    queryKey: ["reference"],
    queryFn: async ({ signal }) => {
      const document = await getJson<OpenApi>(OPENAPI_URL, {}, signal);
      return { info: document.info, operations: operationsOf(document) };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
