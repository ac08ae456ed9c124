/** DELETE /api/v1/calendar-feeds/{id} — takes an address back. */
import { revokeFeed } from "@/lib/oncall/feeds/commands";
import { door } from "@/lib/platform/http";

export const DELETE = door(revokeFeed);
