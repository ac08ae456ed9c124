/** POST /api/v1/people/{id}/reset-link — a link for a new password. */
import { makeResetLink } from "@/lib/members/reset/commands";
import { door } from "@/lib/platform/http";

export const POST = door(makeResetLink, { status: 201 });
