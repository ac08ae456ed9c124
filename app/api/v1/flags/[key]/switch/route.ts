/** POST /api/v1/flags/{key}/switch — a flag off or on in one environment, everywhere within a second. */
import { switchFlag } from "@/lib/flags/commands";
import { door } from "@/lib/platform/http";

export const POST = door(switchFlag);
