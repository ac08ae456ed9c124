/** POST /api/v1/channels/{id}/test: sends a marked test through a channel. */
import { testChannel } from "@/lib/notify/settings/commands";
import { door } from "@/lib/platform/http";

export const POST = door(testChannel);
