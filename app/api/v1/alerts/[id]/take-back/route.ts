/** POST /api/v1/alerts/{id}/take-back: nobody is on it after all. */
import { takeBackAcknowledgement } from "@/lib/alerts/commands";
import { door } from "@/lib/platform/http";

export const POST = door(takeBackAcknowledgement);
