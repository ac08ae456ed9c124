/** POST /api/v1/runbooks/import — makes Markdown files runbooks of the project. */
import { door } from "@/lib/platform/http";
import { importRunbooks } from "@/lib/runbooks/commands";

export const POST = door(importRunbooks);
