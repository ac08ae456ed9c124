/** POST /api/v1/alerts/{id}/acknowledge: somebody is on it. */
import { acknowledgeAlert } from "@/lib/alerts/commands";
import { door } from "@/lib/platform/http";

export const POST = door(acknowledgeAlert);
