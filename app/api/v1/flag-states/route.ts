/** GET /api/v1/flag-states — every flag with how it stands, and which have done their work. */
import { readFlags } from "@/lib/flags/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readFlags);
