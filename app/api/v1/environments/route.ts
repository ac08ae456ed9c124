/** /api/v1/environments — which environments of a project ask for a second person. */
import { door } from "@/lib/platform/http";
import { setEnvironmentPolicy } from "@/lib/projects/commands";
import { readEnvironments } from "@/lib/projects/queries";

export const GET = door(readEnvironments);
export const PUT = door(setEnvironmentPolicy);
