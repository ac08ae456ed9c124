/** GET and POST /api/v1/calendar-feeds — one's own addresses for calendar programs, and one more. */
import { createFeed } from "@/lib/oncall/feeds/commands";
import { listFeeds } from "@/lib/oncall/feeds/queries";
import { door } from "@/lib/platform/http";

export const GET = door(listFeeds);
export const POST = door(createFeed, { status: 201 });
