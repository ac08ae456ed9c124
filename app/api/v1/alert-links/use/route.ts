/** POST /api/v1/alert-links/use — does what a link of a notification is for, once. */
import { spendLink } from "@/lib/notify/links/commands";
import { door } from "@/lib/platform/http";

export const POST = door(spendLink);
