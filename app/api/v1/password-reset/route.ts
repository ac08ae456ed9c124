/** POST /api/v1/password-reset — asks for a link by mail; always answers alike. */
import { askReset } from "@/lib/members/reset/commands";
import { door } from "@/lib/platform/http";

export const POST = door(askReset, { status: 202 });
