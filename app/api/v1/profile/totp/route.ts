/** POST /api/v1/profile/totp — a new secret for an authenticator, in force once a code confirms it. */
import { door } from "@/lib/platform/http";
import { startTotp } from "@/lib/profile/commands";

export const POST = door(startTotp);
