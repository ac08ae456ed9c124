/** POST /api/v1/cost/what-if: what the month would come to, had the project been set up differently. */
import { door } from "@/lib/platform/http";
import { readWhatIf } from "@/lib/spend/what-if/queries";

export const POST = door(readWhatIf);
