/** GET /api/v1/infrastructure: metrics and component health. */
import { readInfrastructure } from "@/lib/infrastructure/queries";
import { liveDoor } from "@/lib/platform/http";

export const GET = liveDoor(readInfrastructure);
