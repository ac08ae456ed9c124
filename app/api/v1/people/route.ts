/** /api/v1/people — everybody who has an account, and adding somebody. */
import { createPerson } from "@/lib/access/commands";
import { listPeople } from "@/lib/members/people/queries";
import { door } from "@/lib/platform/http";

export const GET = door(listPeople);
export const POST = door(createPerson, { status: 201 });
