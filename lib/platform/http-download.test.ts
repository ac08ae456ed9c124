/** Long answers leave as they are taken, and fail so that it shows. */
import { expect, test } from "vitest";
import { Fault } from "@/lib/core/fault";
import { streamed } from "./http-download";

const SOON = 3;

/** Counts how far it was asked, and whether it was ended. */
function counted(n: number) {
  const seen = { made: 0, isEnded: false };
  async function* parts() {
    try {
      for (; seen.made < n; ) {
        seen.made += 1;
        yield `part ${seen.made} é\n`;
      }
    } finally {
      seen.isEnded = true;
    }
  }
  return { seen, parts: parts() };
}

test("every part arrives, in order", async () => {
  const { parts, seen } = counted(1_000);
  const text = await new Response(await streamed(parts)).text();
  expect(text.split("\n").slice(0, 2)).toEqual(["part 1 é", "part 2 é"]);
  expect(text.endsWith("part 1000 é\n")).toBe(true);
  expect(seen.isEnded).toBe(true);
});

test("nothing at all is an empty answer", async () => {
  expect(await new Response(await streamed(counted(0).parts)).text()).toBe("");
});

test("no more is made than was taken, and leaving early ends the work", async () => {
  const { parts, seen } = counted(1_000);
  const reader = (await streamed(parts)).getReader();
  await reader.read();
  expect(seen.made).toBeLessThanOrEqual(SOON);
  await reader.cancel();
  expect(seen.isEnded).toBe(true);
});

test("what fails before the first part is refused before anything is answered", async () => {
  async function* parts(): AsyncGenerator<string> {
    yield await Promise.reject(new Fault("unavailable", "The database is away"));
  }
  await expect(streamed(parts())).rejects.toMatchObject({ code: "unavailable" });
});

test("what fails later breaks the answer off instead of ending it", async () => {
  async function* parts() {
    yield "one\n";
    throw new Error("away");
  }
  const answer = new Response(await streamed(parts()));
  await expect(answer.text()).rejects.toThrow("away");
});
