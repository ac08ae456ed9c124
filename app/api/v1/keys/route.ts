/** /api/v1/keys — the API keys of a project. */
import { createApiKey } from "@/lib/keys/commands";
import { listKeys } from "@/lib/keys/queries";
import { door } from "@/lib/platform/http";

export const GET = door(listKeys);
export const POST = door(createApiKey, { status: 201 });
