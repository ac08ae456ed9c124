/** A browser for tests of signing in: it keeps cookies, says where it comes from and knocks at our own doors. */
import { randomUUID } from "node:crypto";
import type { Door } from "./http";

type Doors = { readonly GET: Door; readonly POST: Door };
type Headers = Readonly<Record<string, string>>;
type Credentials = { readonly email: string; readonly password: string; readonly code?: string };

export const ORIGIN = "http://wheelhouse.test";

export type TestBrowser = ReturnType<typeof testBrowser>;

/** Each has an address of its own, unless it is given one. */
export function testBrowser(doors: Doors, address: string = randomUUID()) {
  const jar = new Map<string, string>();

  const send = async (
    method: "GET" | "POST",
    url: string,
    body?: object,
    headers: Headers = {},
  ) => {
    const { pathname } = new URL(url, ORIGIN);
    const request = new Request(new URL(url, ORIGIN), {
      method,
      headers: {
        host: new URL(ORIGIN).host,
        "x-wheelhouse-address": address,
        ...(method === "POST" && { origin: ORIGIN, "content-type": "application/json" }),
        cookie: cookieHeader(),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const nextauth = pathname.replace("/api/auth/", "").split("/");
    const response = await doors[method](request, { params: Promise.resolve({ nextauth }) });
    for (const line of response.headers.getSetCookie()) keep(line);
    return response;
  };

  const keep = (line: string) => {
    const [pair = ""] = line.split(";", 1);
    const at = pair.indexOf("=");
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (value === "" || /max-age=0/i.test(line)) jar.delete(name);
    else jar.set(name, value);
  };

  const cookieHeader = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");

  /** Posts a form with its token, as the pages do. */
  const submit = async (action: string, fields: object, headers: Headers = {}) => {
    const form = await send("GET", "/api/auth/csrf");
    const { csrfToken } = (await form.json()) as { csrfToken: string };
    return send("POST", `/api/auth/${action}`, { ...fields, csrfToken }, headers);
  };

  return {
    jar,
    cookieHeader,
    send,
    submit,
    signIn: (credentials: Credentials, headers: Headers = {}) =>
      submit("callback/credentials", credentials, headers),
    signOut: () => submit("signout", {}),
  };
}
