/** Carries a request to route handlers in this process, as Next would. */
import type { Method } from "@/lib/access/route";
import { answering, paramsIn } from "./addresses";
import { type Answer, type Asked, OTHER_SITE, type Send } from "./request";

type Context = { params: Promise<Record<string, string | string[]>> };
export type Handler = ((request: Request, context: Context) => Promise<Response>) & {
  readonly may?: string;
};
/** By address, then by method. */
export type Handlers = Readonly<Record<string, Partial<Record<Method, Handler>>>>;

const SITE = "http://wheelhouse.test";

export function inProcess(handlers: Handlers): Send {
  return async (asked) => {
    const url = new URL(asked.path, SITE);
    const address = answering(Object.keys(handlers), url.pathname);
    const handler = address === undefined ? undefined : handlers[address]?.[asked.method];
    if (address === undefined || !handler) return { status: 404, text: "", location: null };
    const params = paramsIn(address, url.pathname) ?? {};
    return answerOf(await handler(requestOf(url, asked), { params: Promise.resolve(params) }));
  };
}

function requestOf(url: URL, { method, headers, address, from, body }: Asked): Request {
  const origin = { "this site": SITE, "another site": OTHER_SITE, nowhere: undefined }[from];
  return new Request(url, {
    method,
    headers: {
      host: url.host,
      "x-wheelhouse-address": address,
      "content-type": "application/json",
      ...(origin && { origin }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  });
}

const answerOf = async (response: Response): Promise<Answer> => ({
  status: response.status,
  text: await response.text(),
  location: response.headers.get("location"),
});
