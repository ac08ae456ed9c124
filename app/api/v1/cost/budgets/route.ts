/** GET and POST /api/v1/cost/budgets: the budgets of a project with how each stands, and one more. */
import { door, liveDoor } from "@/lib/platform/http";
import { createBudget } from "@/lib/spend/budgets/commands";
import { readBudgets } from "@/lib/spend/budgets/queries";

export const GET = liveDoor(readBudgets);
export const POST = door(createBudget, { status: 201 });
