/** GET /api/v1/pictures — a picture of the documents that come with the release. */
import { fileDoor } from "@/lib/platform/http-file";
import { readPicture } from "@/lib/runbooks/documents/queries";

export const GET = fileDoor(readPicture);
