/** GET /api/v1/calendar/{token}.ics — shifts for a calendar program, which has nothing but the address. */
import { readCalendar } from "@/lib/oncall/feeds/commands";
import { downloadDoor } from "@/lib/platform/http-download";

export const GET = downloadDoor(readCalendar);
