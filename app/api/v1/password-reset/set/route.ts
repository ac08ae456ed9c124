/** POST /api/v1/password-reset/set — spends the link. */
import { setNewPassword } from "@/lib/members/reset/commands";
import { door } from "@/lib/platform/http";

export const POST = door(setNewPassword);
