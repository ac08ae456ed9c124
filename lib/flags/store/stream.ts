/** The right to hear that flags have changed, short enough to stand in an address: a browser's stream sends no headers. */
import { Fault } from "@/lib/core/fault";
import { seal, unseal } from "@/lib/platform/seal";

const PURPOSE = "flag-stream";
/** Only to begin: a stream that is open stays so. */
const TOKEN_MS = 5 * 60_000;
export const STREAM_PATH = "/ofrep/v1/events";

type Stream = { readonly projectId: number; readonly environment: string };

export function streamPath(projectId: number, environment: string, now = new Date()): string {
  const right = [projectId, environment, now.getTime() + TOKEN_MS];
  return `${STREAM_PATH}?token=${seal(JSON.stringify(right), PURPOSE)}`;
}

export function streamOf(token: string | null, now = new Date()): Stream {
  const refused = () =>
    new Fault("unauthenticated", "This token is none, or has ended: ask for the flags again");
  try {
    const [projectId, environment, endsAt] = JSON.parse(unseal(token ?? "", PURPOSE)) as unknown[];
    if (typeof projectId !== "number" || typeof environment !== "string") throw refused();
    if (typeof endsAt !== "number" || endsAt < now.getTime()) throw refused();
    return { projectId, environment };
  } catch (cause) {
    throw new Fault("unauthenticated", refused().message, {}, { cause });
  }
}
