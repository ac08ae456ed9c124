/** A request to a route of the table, as plain values, and how it is carried there and back. */
import { randomBytes } from "node:crypto";
import type { Method, Route } from "@/lib/access/route";
import { isProjectPermission } from "@/lib/core/roles";

export type Asked = {
  readonly method: Method;
  /** With the search. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Another each time, so that what is counted by address is not what refuses. */
  readonly address: string;
  /** What the browser says about the page that asks; programs say nothing. */
  readonly from: "this site" | "another site" | "nowhere";
  readonly body: object | null;
};
export type Answer = {
  readonly status: number;
  readonly text: string;
  readonly location: string | null;
};
export type Send = (asked: Asked) => Promise<Answer>;

/** How a route is spoken of: `POST /api/v1/keys`. */
export const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

export const OTHER_SITE = "https://another-site.example";

export const writes = ({ method }: Pick<Route, "method">): boolean =>
  method !== "GET" && method !== "HEAD" && method !== "OPTIONS";

type Named = Readonly<Record<string, string | readonly string[]>>;
type About = {
  readonly project: string;
  /** Ids of objects, by the field that names them. */
  readonly objects: Named;
  readonly headers: Readonly<Record<string, string>>;
  readonly from?: Asked["from"];
  readonly extra?: object;
};

export function requestTo(route: Route, about: About): Asked {
  const { project, objects, headers, from = "this site", extra = {} } = about;
  const one = `m${randomBytes(6).toString("hex")}`;
  const inPath = (field: string) => route.path.includes(`{${field}}`);
  const places = { ...route.at, ...(inPath("project") && { project }) };
  const named = isProjectPermission(route.needs) && !inPath("project") ? { project } : {};
  const inBody = Object.entries(objects).filter(([field]) => !inPath(field));
  const hasBody = writes(route);
  const search = new URLSearchParams({
    ...(!hasBody || route.ownProject ? named : {}),
    ...worded(route.search ?? {}, one, project),
    ...(hasBody ? {} : (Object.fromEntries(inBody) as Record<string, string>)),
  });
  const path = filled(route.path, { ...places, ...objects });
  return {
    method: route.method,
    path: search.size > 0 ? `${path}?${search}` : path,
    headers,
    address: someAddress(),
    from,
    body: hasBody
      ? {
          ...(route.ownProject ? {} : named),
          ...worded(route.body ?? {}, one, project),
          ...Object.fromEntries(inBody),
          ...extra,
        }
      : null,
  };
}

/** A page, as a browser opens it. */
export const visit = (path: string, headers: Asked["headers"]): Asked => ({
  ...{ method: "GET", path, headers, from: "nowhere", body: null },
  address: someAddress(),
});

const someAddress = (): string => `10.${[...randomBytes(3)].join(".")}`;

/** `{...rest}` stands for any address below. */
const filled = (path: string, places: Named): string =>
  path
    .replace(/\{\.\.\.\w+\}/, "none")
    .replace(/\{(\w+)\}/g, (_all, field: string) => encodeURIComponent(String(places[field])));

/** What must not repeat, such as a name, is a new word in every request. */
function worded<T extends object>(value: T, one: string, project: string): T {
  const text = JSON.stringify(value).replaceAll("{one}", one).replaceAll("{project}", project);
  return JSON.parse(text) as T;
}
