/** GET /api/v1/documents/{name} — one of the documents that come with the release. */
import { door } from "@/lib/platform/http";
import { readDocument } from "@/lib/runbooks/documents/queries";

export const GET = door(readDocument);
