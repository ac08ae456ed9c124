/** /api/v1/channels: where a project's notifications go, and a new place. */
import { createChannel } from "@/lib/notify/settings/commands";
import { readChannels } from "@/lib/notify/settings/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readChannels);
export const POST = door(createChannel, { status: 201 });
