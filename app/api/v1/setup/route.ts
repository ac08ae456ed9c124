/** /api/v1/setup — whether the first set-up is open, and completing it with the one-time token. */
import { completeSetup } from "@/lib/access/commands";
import { readSetup } from "@/lib/access/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readSetup);
export const POST = door(completeSetup, { status: 201 });
