/** Walks every route file: each is in the table, needs its word, and answers everybody as the table says. */
import fs from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { isOpen } from "@/lib/access/gate";
import type { Method } from "@/lib/access/route";
import { PUBLIC_PAGES, ROUTES } from "@/lib/access/route-table";
import { ACTORS } from "./actors";
import { METHODS, placesOf } from "./addresses";
import { type Door, disagreements } from "./agreement";
import { type Handler, type Handlers, inProcess } from "./in-process";
import { nameOf } from "./request";
import { type Failure, tryRoute } from "./tries";
import { makeElsewhere } from "./world";

const APP = path.resolve("app");
const files = placesOf("route.ts");
const elsewhere = await makeElsewhere();

const handlers: Handlers = Object.fromEntries(
  await Promise.all(
    files.map(async ({ file, address }) => {
      const exported = (await import(path.join(APP, file))) as Partial<Record<Method, Handler>>;
      const named = METHODS.flatMap((method) => {
        const handler = exported[method];
        return handler ? [[method, handler] as const] : [];
      });
      return [address, Object.fromEntries(named)] as const;
    }),
  ),
);

const doors: Door[] = Object.entries(handlers).flatMap(([address, byMethod]) =>
  Object.entries(byMethod).map(([method, { may }]) => ({
    method: method as Method,
    address,
    ...(may && { may }),
  })),
);

test("every route file has a door", () => {
  expect(files.length).toBeGreaterThan(20);
  const empty = Object.entries(handlers).filter(([, methods]) => Object.keys(methods).length === 0);
  expect(empty.map(([address]) => address)).toEqual([]);
});

test("every door is in the table with the word that it must need, and nothing else is", () => {
  expect(disagreements(doors, ROUTES)).toEqual([]);
});

const said = ({ who, expected, got }: Failure): string =>
  `${who}: expected ${expected}, got ${got}`;

describe("answers everybody as the table says:", () => {
  const send = inProcess(handlers);
  let tried = 0;

  test.each(ROUTES.map((route) => [nameOf(route), route] as const))("%s", async (_name, route) => {
    const outcome = await tryRoute(route, send, elsewhere);
    tried += outcome.tried;
    expect(outcome.failures.map(said)).toEqual([]);
  });

  afterAll(() => {
    expect(tried, "tries").toBeGreaterThanOrEqual(ROUTES.length * ACTORS.length);
  });
});

describe("pages", () => {
  const pages = placesOf("page.tsx");
  const shown = (group: string) =>
    pages.filter(({ file }) => file.startsWith(`(${group})/`)).map(({ address }) => address);

  test("of the console are all behind the sign-in gate", () => {
    expect(shown("console").length).toBeGreaterThan(10);
    expect(shown("console").filter((address) => isOpen(address))).toEqual([]);
  });

  test("that are public are all in the table, and open", () => {
    expect(shown("public").sort()).toEqual([...PUBLIC_PAGES].sort());
    expect(PUBLIC_PAGES.filter((address) => !isOpen(address))).toEqual([]);
  });

  test("are all one or the other, and take no writes of their own", () => {
    expect(shown("console").length + shown("public").length).toBe(pages.length);
    const actions = fs
      .readdirSync(APP, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file))
      .filter((file) => /^\s*"use server"/m.test(fs.readFileSync(path.join(APP, file), "utf8")));
    expect(actions, "server actions would be doors without a word").toEqual([]);
  });
});
