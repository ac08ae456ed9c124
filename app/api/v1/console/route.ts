/** GET /api/v1/console — who is here, which projects, and whether data flows. Each person has an answer of their own. */
import { readConsole } from "@/lib/console/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readConsole);
