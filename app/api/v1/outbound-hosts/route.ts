/** PUT /api/v1/outbound-hosts: the private hosts that notifications may go to. */
import { setOutboundHosts } from "@/lib/notify/deliveries/commands";
import { door } from "@/lib/platform/http";

export const PUT = door(setOutboundHosts);
