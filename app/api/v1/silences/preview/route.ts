/** POST /api/v1/silences/preview — which of the alerts that fire now some matchers mean. */
import { previewMatches } from "@/lib/notify/silences/queries";
import { door } from "@/lib/platform/http";

export const POST = door(previewMatches);
