"use client";
/** Everything about telling people: channels, how a project tells, where it may, and what arrived. */
import { useQuery } from "@tanstack/react-query";
import { reasonFor } from "@/components/shell/can";
import { useAsk } from "@/components/shell/use-ask";
import { useMay } from "@/components/shell/use-console";
import { Notice } from "@/components/ui/badge";
import { channelsQuery } from "@/lib/notify/settings/client";
import { ChannelsPanel } from "./channels-panel";
import { DeliveriesPanel } from "./deliveries-panel";
import { HostsPanel } from "./hosts-panel";
import { PolicyPanel } from "./policy-panel";

export function ChannelsPage() {
  const { ask } = useAsk();
  const may = useMay("channels:read");
  const reading = useQuery({ ...channelsQuery(ask.project), enabled: may === true });
  if (may === false) return <Notice tone="info">{reasonFor("channels:read")}</Notice>;
  return (
    <>
      <ChannelsPanel project={ask.project} reading={reading} />
      <PolicyPanel project={ask.project} reading={reading} />
      <DeliveriesPanel project={ask.project} isAsked={may === true} />
      <HostsPanel project={ask.project} reading={reading} />
    </>
  );
}
