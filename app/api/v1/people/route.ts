/** POST /api/v1/people — adds a person. */
import { createPerson } from "@/lib/access/commands";
import { door } from "@/lib/platform/http";

export const POST = door(createPerson, { status: 201 });
