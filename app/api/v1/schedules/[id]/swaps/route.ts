/** POST /api/v1/schedules/{id}/swaps — two people exchange their shifts. */
import { swapShifts } from "@/lib/oncall/overrides/commands";
import { door } from "@/lib/platform/http";

export const POST = door(swapShifts, { status: 201 });
