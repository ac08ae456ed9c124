/** PATCH /api/v1/channels/{id}: name, configuration and fallback of a channel anew. */
import { changeChannel } from "@/lib/notify/settings/commands";
import { door } from "@/lib/platform/http";

export const PATCH = door(changeChannel);
