/** PUT /api/v1/notification-policy: how a project groups, repeats and routes. */
import { savePolicy } from "@/lib/notify/deliveries/commands";
import { door } from "@/lib/platform/http";

export const PUT = door(savePolicy);
