/** POST /api/v1/cost/roi/inputs: what outcomes are worth from an instant on, as a new version. */
import { door } from "@/lib/platform/http";
import { setRoiInputs } from "@/lib/spend/roi/commands";

export const POST = door(setRoiInputs, { status: 201 });
