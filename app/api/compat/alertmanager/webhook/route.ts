/** POST /api/compat/alertmanager/webhook — what an Alertmanager tells its receivers, version 4. */
import { AM_WEBHOOK } from "@/lib/notify/alertmanager/dialect";
import { postWebhook } from "@/lib/notify/inbound/commands";
import { foreignDoor } from "@/lib/platform/http-foreign";

export const POST = foreignDoor(postWebhook, AM_WEBHOOK);
