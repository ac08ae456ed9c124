/** POST /api/v1/password-reset/read — whose password a link sets. */
import { readReset } from "@/lib/members/reset/queries";
import { door } from "@/lib/platform/http";

export const POST = door(readReset);
