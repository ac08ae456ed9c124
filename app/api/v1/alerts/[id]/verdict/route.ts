/** PUT /api/v1/alerts/{id}/verdict — whether the page was useful, noise or too late. */
import { judgeAlert } from "@/lib/incidents/commands";
import { door } from "@/lib/platform/http";

export const PUT = door(judgeAlert);
