/** POST /api/v1/errors/{fingerprint}/reopen: takes a resolution back. */
import { reopenError } from "@/lib/errors/commands";
import { door } from "@/lib/platform/http";

export const POST = door(reopenError);
