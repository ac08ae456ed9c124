/** /api/v1/keys/{id} — one API key: what it is, and its name, addresses and rate anew. */
import { changeApiKey } from "@/lib/keys/commands";
import { readKey } from "@/lib/keys/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readKey);
export const PATCH = door(changeApiKey);
