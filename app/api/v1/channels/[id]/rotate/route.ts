/** POST /api/v1/channels/{id}/rotate: gives a webhook a new signing secret. */
import { rotateChannelSecret } from "@/lib/notify/settings/commands";
import { door } from "@/lib/platform/http";

export const POST = door(rotateChannelSecret);
