/** POST /api/v1/runbooks/panel — the live values of a panel in a runbook. */
import { door } from "@/lib/platform/http";
import { readPanel } from "@/lib/runbooks/queries";

export const POST = door(readPanel);
