/** How PagerDuty's senders write events, and read what became of them. */
import type { Dialect } from "@/lib/platform/http-foreign";
import type { Enqueued } from "./commands";

const MAX_BODY_BYTES = 512 * 1_024;

const invalid = (status: number, message: string) => ({
  status,
  body: {
    status: status === 400 ? "invalid event" : "error",
    message: status === 400 ? "Event object is invalid" : message,
    errors: [message],
  },
});

const objectOf = (body: unknown): Readonly<Record<string, unknown>> =>
  typeof body === "object" && body !== null && !Array.isArray(body) ? { ...body } : {};

export const PAGERDUTY: Dialect<Enqueued> = {
  maxBodyBytes: MAX_BODY_BYTES,
  keyIn: (body) => {
    const { routing_key: key } = objectOf(body);
    return typeof key === "string" ? key : undefined;
  },
  input: ({ body }) => {
    const { routing_key: _key, project: _other, ...event } = objectOf(body);
    return event;
  },
  answer: ({ dedupKey, refusal }) =>
    refusal === null
      ? {
          status: 202,
          body: { status: "success", message: "Event processed", dedup_key: dedupKey },
        }
      : invalid(429, refusal),
  refusal: invalid,
};
