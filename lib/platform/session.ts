/** Who looks at a page: the same identity that the doors of the API see. */
import "server-only";
import { headers } from "next/headers";
import { Fault } from "@/lib/core/fault";
import { NOBODY } from "./actor";
import { db } from "./db";
import { actorOf, addressOf, requestIdOf } from "./identity";
import type { Ctx } from "./operation";
import { pool } from "./pool";

/** The context of a page that is rendered on the server. */
export async function pageCtx(): Promise<Ctx> {
  const given = new Headers(await headers());
  return {
    actor: await actorOf(given).catch(() => NOBODY),
    now: new Date(),
    db: db(),
    pool: pool(),
    address: addressOf(given),
    requestId: requestIdOf(given),
  };
}

/**
 * Whether a page may open. Pages hold no data: with the database away, a sealed and unexpired
 * session is enough to show what the doors of the API then say about it.
 */
export async function mayOpenPages(given: Headers): Promise<boolean> {
  const cookies = new Headers({ cookie: given.get("cookie") ?? "" });
  for (const name of ["x-forwarded-proto", "host"]) cookies.set(name, given.get(name) ?? "");
  try {
    return (await actorOf(cookies)).kind === "person";
  } catch (error) {
    return !(error instanceof Fault);
  }
}
