/** The sign-in gate of every page; the doors of the API keep themselves. */
import { type NextRequest, NextResponse } from "next/server";
import { isOpen, signInPath } from "@/lib/access/gate";
import { mayOpenPages } from "@/lib/platform/session";

export async function proxy(request: NextRequest): Promise<Response> {
  const { pathname, search } = request.nextUrl;
  if (isOpen(pathname) || (await mayOpenPages(request.headers))) return NextResponse.next();
  return NextResponse.redirect(new URL(signInPath(`${pathname}${search}`), request.nextUrl));
}

export const config = { matcher: "/((?!api/|_next/).*)" };
