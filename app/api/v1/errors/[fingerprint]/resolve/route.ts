/** POST /api/v1/errors/{fingerprint}/resolve: declares a group of failures mended. */
import { resolveError } from "@/lib/errors/commands";
import { door } from "@/lib/platform/http";

export const POST = door(resolveError);
