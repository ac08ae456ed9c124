/** /api/v1/demo — how far the demo is, and its removal. */
import { removeDemo } from "@/lib/demo/commands";
import { readDemo } from "@/lib/demo/queries";
import { door } from "@/lib/platform/http";

export const GET = door(readDemo);
export const DELETE = door(removeDemo);
