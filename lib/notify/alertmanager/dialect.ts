/** How Alertmanager's clients write what they ask, and read what they are told. */

import type { Posted } from "@/lib/notify/inbound/commands";
import type { Dialect } from "@/lib/platform/http-foreign";

const MEGABYTE = 2 ** 20;

/** A refusal is a plain text in JSON, as Alertmanager writes it. */
const common = {
  maxBodyBytes: 4 * MEGABYTE,
  refusal: (status: number, message: string) => ({ status, body: message }),
};

/** A filter comes as often as somebody gave one. */
export const AM_READ: Dialect<unknown> = {
  ...common,
  input: ({ search, params }) => ({
    ...Object.fromEntries(search),
    filter: search.getAll("filter"),
    ...params,
  }),
  answer: (body) => ({ status: 200, body }),
};

const objectOf = (body: unknown): object =>
  typeof body === "object" && body !== null && !Array.isArray(body) ? body : {};

const posted = ({ refusals }: Posted) =>
  refusals.length > 0 ? { status: 400, body: refusals.join("\n") } : { status: 200 };

export const AM_ALERTS: Dialect<Posted> = {
  ...common,
  input: ({ body }) => ({ alerts: body }),
  answer: posted,
};

export const AM_WEBHOOK: Dialect<Posted> = {
  ...common,
  input: ({ body }) => ({ alerts: (objectOf(body) as { alerts?: unknown }).alerts }),
  answer: posted,
};

export const AM_SILENCE: Dialect<{ readonly after: { readonly id: string } }> = {
  ...common,
  input: ({ body }) => objectOf(body),
  answer: ({ after }) => ({ status: 200, body: { silenceID: after.id } }),
};

export const AM_EXPIRE: Dialect<unknown> = {
  ...common,
  input: ({ body, search, params: { id } }) => {
    const project = (objectOf(body) as { project?: unknown }).project ?? search.get("project");
    return { ...(project !== null && { project }), id };
  },
  answer: () => ({ status: 200 }),
};
