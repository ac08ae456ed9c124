/** /api/v1/profile — the account of whoever asks. */
import { door } from "@/lib/platform/http";
import { changeName } from "@/lib/profile/commands";
import { readProfile } from "@/lib/profile/queries";

export const GET = door(readProfile);
export const PATCH = door(changeName);
