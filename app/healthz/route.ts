/** GET /healthz: this process answers. */
import { readLiveness } from "@/lib/health/queries";
import { probe } from "@/lib/platform/http";

export const GET = probe(readLiveness);
