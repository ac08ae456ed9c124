/** POST /api/v1/alert-links/read — what a link of a notification would do. */
import { readLink } from "@/lib/notify/links/queries";
import { door } from "@/lib/platform/http";

export const POST = door(readLink);
