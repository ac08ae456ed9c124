/** GET and POST /api/v1/cost/what-if/scenarios: what was kept of such questions, and one more. */
import { door } from "@/lib/platform/http";
import { saveScenario } from "@/lib/spend/what-if/commands";
import { listScenarios } from "@/lib/spend/what-if/queries";

export const GET = door(listScenarios);
export const POST = door(saveScenario, { status: 201 });
