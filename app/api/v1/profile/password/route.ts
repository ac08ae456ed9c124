/** POST /api/v1/profile/password — a new password for whoever asks; their other sessions end. */
import { door } from "@/lib/platform/http";
import { changePassword } from "@/lib/profile/commands";

export const POST = door(changePassword);
