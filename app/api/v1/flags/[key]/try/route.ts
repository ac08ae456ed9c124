/** POST /api/v1/flags/{key}/try — what somebody would get, and every step to it. */
import { tryFlag } from "@/lib/flags/queries";
import { door } from "@/lib/platform/http";

export const POST = door(tryFlag);
