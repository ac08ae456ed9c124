/** PATCH and DELETE /api/v1/cost/budgets/{id}: changes a budget, or removes it. */
import { door } from "@/lib/platform/http";
import { changeBudget, removeBudget } from "@/lib/spend/budgets/commands";

export const PATCH = door(changeBudget);
export const DELETE = door(removeBudget);
