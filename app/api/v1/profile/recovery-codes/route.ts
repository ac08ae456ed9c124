/** POST /api/v1/profile/recovery-codes — new recovery codes in place of the old ones. */
import { door } from "@/lib/platform/http";
import { renewRecoveryCodes } from "@/lib/profile/commands";

export const POST = door(renewRecoveryCodes);
