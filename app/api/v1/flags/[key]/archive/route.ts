/** POST /api/v1/flags/{key}/archive — a flag served to nobody from here on, or served again; its versions stay. */
import { archiveFlag } from "@/lib/flags/life/commands";
import { door } from "@/lib/platform/http";

export const POST = door(archiveFlag);
