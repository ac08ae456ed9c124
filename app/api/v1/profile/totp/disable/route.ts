/** POST /api/v1/profile/totp/disable — switches two-factor sign-in off. */
import { door } from "@/lib/platform/http";
import { disableTotp } from "@/lib/profile/commands";

export const POST = door(disableTotp);
