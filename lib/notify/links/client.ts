/** How the page of a link asks what it would do, and does it: the only place these URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { postJson } from "@/lib/browser/http";
import { worthRetrying } from "@/lib/browser/live";
import type { LinkUsed, LinkView } from "./schema";

const BASE = "/api/v1/alert-links";

export const linkQuery = (token: string) =>
  queryOptions({
    queryKey: ["alert-link", token],
    queryFn: ({ signal }) => postJson<LinkView>(`${BASE}/read`, { token }, signal),
    retry: worthRetrying,
  });

export const spendLink = (token: string): Promise<LinkUsed> => postJson(`${BASE}/use`, { token });
