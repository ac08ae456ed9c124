/** GET /api/v1/flags/{key} — a flag with its history. */
import { readFlag } from "@/lib/flags/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readFlag);
