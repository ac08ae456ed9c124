/** POST /api/v1/flags/{key}/restore — an older version of a flag becomes the newest. */
import { restoreFlag } from "@/lib/flags/commands";
import { door } from "@/lib/platform/http";

export const POST = door(restoreFlag);
