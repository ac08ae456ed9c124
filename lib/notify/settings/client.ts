/** How the browser asks about channels and deliveries: the only place these URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, postJson, sendJson } from "@/lib/browser/http";
import { polling } from "@/lib/browser/live";
import type { Policy } from "@/lib/notify/policy";
import type { ChannelsView, DeliveryFilter, DeliveryView, MadeChannel } from "./schema";

const BASE = "/api/v1/channels";
const DELIVERIES = "/api/v1/deliveries";
const urlOf = (id: string): string => `${BASE}/${encodeURIComponent(id)}`;

/** Everything that shows channels of a project. */
export const channelsKey = (project: string) => ["channels", { project }] as const;

export const channelsQuery = (project: string) =>
  queryOptions({
    queryKey: channelsKey(project),
    queryFn: ({ signal }) => getJson<ChannelsView>(BASE, { project }, signal),
    ...polling({ project }),
  });

export const deliveriesKey = (project: string) => ["deliveries", { project }] as const;

export const deliveriesQuery = (project: string, state: DeliveryFilter) =>
  queryOptions({
    queryKey: [...deliveriesKey(project), state],
    queryFn: ({ signal }) =>
      getJson<readonly DeliveryView[]>(DELIVERIES, { project, state }, signal),
    ...polling({ project }),
  });

/** While it is waited for, as soon as there is an answer. */
export const deliveryQuery = (project: string, id: string) =>
  queryOptions({
    queryKey: [...deliveriesKey(project), "one", id],
    queryFn: ({ signal }) =>
      getJson<DeliveryView>(`${DELIVERIES}/${encodeURIComponent(id)}`, { project }, signal),
    ...polling({ project, range: "1h" }),
  });

export type ChannelRequest = {
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly wantsResolved: boolean;
  readonly fallbackId: string | null;
};

export const createChannel = (
  project: string,
  kind: string,
  channel: ChannelRequest,
): Promise<MadeChannel> => postJson(BASE, { project, kind, ...channel });

export const changeChannel = (
  project: string,
  id: string,
  revision: number,
  channel: ChannelRequest,
): Promise<unknown> => sendJson("PATCH", urlOf(id), { project, revision, ...channel });

export const switchChannel = (project: string, id: string, isEnabled: boolean): Promise<unknown> =>
  postJson(`${urlOf(id)}/switch`, { project, isEnabled });

export const testChannel = (project: string, id: string): Promise<{ notificationId: string }> =>
  postJson(`${urlOf(id)}/test`, { project });

export const rotateChannelSecret = (project: string, id: string): Promise<MadeChannel> =>
  postJson(`${urlOf(id)}/rotate`, { project });

export const removeChannel = (project: string, id: string, reason: string): Promise<unknown> =>
  postJson(`${urlOf(id)}/remove`, { project, reason });

export const replayDelivery = (project: string, id: string): Promise<unknown> =>
  postJson(`${DELIVERIES}/${encodeURIComponent(id)}/replay`, { project });

export const savePolicy = (project: string, revision: number, policy: Policy): Promise<unknown> =>
  sendJson("PUT", "/api/v1/notification-policy", { project, revision, policy });

export const setOutboundHosts = (hosts: readonly string[]): Promise<unknown> =>
  sendJson("PUT", "/api/v1/outbound-hosts", { hosts });
