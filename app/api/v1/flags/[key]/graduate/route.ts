/** POST /api/v1/flags/{key}/graduate — one variant for everybody, archived by itself once nobody asks for it. */
import { graduateFlag } from "@/lib/flags/life/commands";
import { door } from "@/lib/platform/http";

export const POST = door(graduateFlag);
