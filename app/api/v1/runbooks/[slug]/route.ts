/** /api/v1/runbooks/{slug} — one runbook: what it says, anew, whose it is, and its end. */
import { door } from "@/lib/platform/http";
import { changeRunbook, ownRunbook, removeRunbook } from "@/lib/runbooks/commands";
import { readRunbook } from "@/lib/runbooks/queries";

export const GET = door(readRunbook);
export const PUT = door(changeRunbook);
export const PATCH = door(ownRunbook);
export const DELETE = door(removeRunbook);
