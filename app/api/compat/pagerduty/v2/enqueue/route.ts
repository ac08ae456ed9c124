/** POST /api/compat/pagerduty/v2/enqueue — events as the Events API v2 takes them. */
import { enqueueEvent } from "@/lib/notify/inbound/commands";
import { PAGERDUTY } from "@/lib/notify/inbound/dialect";
import { foreignDoor } from "@/lib/platform/http-foreign";

export const POST = foreignDoor(enqueueEvent, PAGERDUTY);
