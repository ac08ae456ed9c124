/** POST /api/v1/channels/{id}/remove: removes a channel. */
import { removeChannel } from "@/lib/notify/settings/commands";
import { door } from "@/lib/platform/http";

export const POST = door(removeChannel);
