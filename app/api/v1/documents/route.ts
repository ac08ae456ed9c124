/** GET /api/v1/documents — the documents that come with the release. */
import { door } from "@/lib/platform/http";
import { listDocuments } from "@/lib/runbooks/documents/queries";

export const GET = door(listDocuments);
