/** POST /api/v1/quarantine/discard — deletes refused events before their seven days are over. */
import { discardQuarantined } from "@/lib/data/commands";
import { door } from "@/lib/platform/http";

export const POST = door(discardQuarantined);
