/** GET /api/v1/alerts/{id}/deliveries: who was told of an alert, how, and why nobody else. */
import { readAlertDeliveries } from "@/lib/notify/settings/queries";
import { liveDoor } from "@/lib/platform/http";

export const GET = liveDoor(readAlertDeliveries);
