import fc from "fast-check";
import { expect, test } from "vitest";
import { FRAME, frame, readFrames } from "./frames";

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Buffer, size: number): Promise<string[]> {
  const payloads: string[] = [];
  for await (const { payload } of readFrames(inPieces(bytes, size), "file"))
    payloads.push(payload.toString("latin1"));
  return payloads;
}

test("frames come back as they were written, however the bytes are cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 40 })),
      fc.integer({ min: 1, max: 60 }),
      async (payloads, size) => {
        const bytes = Buffer.concat(payloads.map((one) => frame(FRAME.data, Buffer.from(one))));
        const expected = payloads.map((one) => Buffer.from(one).toString("latin1"));
        expect(await read(bytes, size)).toEqual(expected);
      },
    ),
  );
});

test("a payload that ends early is damage, not an end", async () => {
  const bytes = frame(FRAME.data, Buffer.from("hello"));
  await expect(read(bytes.subarray(0, -1), 4)).rejects.toThrow(/cut short or damaged/);
});
