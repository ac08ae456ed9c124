/** POST /api/v1/events: takes events from agents. The web process answers it before Next, with the same operation. */
import { intakeDoor } from "@/lib/platform/http-intake";
import { ingestEvents } from "@/lib/telemetry/commands";

export const POST = intakeDoor(ingestEvents);
