/** GET /readyz: whether the product can do its work; 503 when it cannot. */
import { readReadiness } from "@/lib/health/queries";
import { probe } from "@/lib/platform/http";

export const GET = probe(readReadiness);
