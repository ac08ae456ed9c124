/** The sign-in gate of every page, and what its scripts may do; the doors of the API keep themselves. */
import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { isOpen, signInPath } from "@/lib/access/gate";
import { contentPolicy } from "@/lib/core/content-policy";
import { mayOpenPages } from "@/lib/platform/session";

const isDev = process.env.NODE_ENV === "development";

export async function proxy(request: NextRequest): Promise<Response> {
  const { pathname, search } = request.nextUrl;
  if (isOpen(pathname) || (await mayOpenPages(request.headers))) return page(request);
  return NextResponse.redirect(new URL(signInPath(`${pathname}${search}`), request.nextUrl));
}

/** Next reads the nonce from the policy in the request and puts it on the scripts that it writes into the page. */
function page(request: NextRequest): NextResponse {
  const policy = contentPolicy(randomBytes(16).toString("base64"), isDev);
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = { matcher: "/((?!api/|_next/).*)" };
