/** GET, POST /api/v1/flags/{key}/links — the links by which it is switched off, and another. */
import { makeFlagLink } from "@/lib/flags/links/commands";
import { readFlagLinks } from "@/lib/flags/links/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readFlagLinks);
export const POST = door(makeFlagLink, { status: 201 });
