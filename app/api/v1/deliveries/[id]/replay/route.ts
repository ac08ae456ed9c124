/** POST /api/v1/deliveries/{id}/replay: sends again what was given up. */
import { replayDelivery } from "@/lib/notify/deliveries/commands";
import { door } from "@/lib/platform/http";

export const POST = door(replayDelivery);
