/** POST /api/v1/drills/{id}/sign-off — somebody took part, and says what they learned. */
import { signOffDrill } from "@/lib/incidents/drills/commands";
import { door } from "@/lib/platform/http";

export const POST = door(signOffDrill);
