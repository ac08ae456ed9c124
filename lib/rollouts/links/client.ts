/** How the page of an emergency link asks what it would do, and does it: the only place these URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { postJson } from "@/lib/browser/http";
import { worthRetrying } from "@/lib/browser/live";
import type { EmergencyDone, EmergencyView } from "./schema";

const BASE = "/api/v1/emergency-links";

export const emergencyLinkQuery = (token: string) =>
  queryOptions({
    queryKey: ["emergency-link", token],
    queryFn: ({ signal }) => postJson<EmergencyView>(`${BASE}/read`, { token }, signal),
    retry: worthRetrying,
  });

export const spendEmergencyLink = (token: string, reason: string): Promise<EmergencyDone> =>
  postJson(`${BASE}/use`, { token, reason });
