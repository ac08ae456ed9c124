/** POST /api/v1/profile/totp/confirm — switches two-factor sign-in on and tells the recovery codes. */
import { door } from "@/lib/platform/http";
import { confirmTotp } from "@/lib/profile/commands";

export const POST = door(confirmTotp);
