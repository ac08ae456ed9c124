/** POST /api/v1/keys/{id}/rotate — a new key in place of one that works a while longer. */
import { rotateApiKey } from "@/lib/keys/commands";
import { door } from "@/lib/platform/http";

export const POST = door(rotateApiKey, { status: 201 });
