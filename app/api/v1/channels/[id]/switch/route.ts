/** POST /api/v1/channels/{id}/switch: switches a channel off and on. */
import { switchChannel } from "@/lib/notify/settings/commands";
import { door } from "@/lib/platform/http";

export const POST = door(switchChannel);
