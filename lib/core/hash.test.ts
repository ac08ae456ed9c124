/** The hashes agree with their published vectors, so stored shard keys and fingerprints mean the same for ever. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fingerprint64, hash32, labelFingerprint } from "./hash";

describe("hash32", () => {
  // MurmurHash3_x86_32 with seed 0: the vectors of Wikipedia and of Guava's Murmur3Hash32Test.
  test.each([
    ["", 0],
    ["a", 0x3c2569b2],
    ["abc", 0xb3dd93fa],
    ["abcd", 0x43ed676a],
    ["abcde", 0xe89b9af6],
    ["abcdef", 0x6181c085],
    ["abcdefg", 0x883c9b06],
    ["abcdefgh", 0x49ddccc4],
    ["test", 0xba6bd213],
    ["Hello, world!", 0xc0363e43],
    ["The quick brown fox jumps over the lazy dog", 0x2e4ff723],
  ])("of %j is MurmurHash3's, as a signed number", (text, unsigned) => {
    expect(hash32(text)).toBe(unsigned | 0);
  });

  test("fits an int4 whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const h = hash32(text);
        expect(h).toBe(h | 0);
      }),
    );
  });
});

describe("fingerprint64", () => {
  const reference = (text: string): string => {
    let h = 0xcbf29ce484222325n;
    for (const byte of new TextEncoder().encode(text))
      h = BigInt.asUintN(64, (h ^ BigInt(byte)) * 0x100000001b3n);
    return h.toString(16).padStart(16, "0");
  };

  test.each([
    ["", "cbf29ce484222325"],
    ["a", "af63dc4c8601ec8c"],
    ["foobar", "85944171f73967e8"],
  ])("of %j is FNV-1a's", (text, hex) => {
    expect(fingerprint64([text])).toBe(hex);
  });

  test("agrees with 64-bit arithmetic on any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(fingerprint64([text])).toBe(reference(text));
      }),
    );
  });

  test("keeps its parts apart", () => {
    expect(fingerprint64(["ab", "c"])).not.toBe(fingerprint64(["a", "bc"]));
  });
});

describe("labelFingerprint", () => {
  // Answers of a real Alertmanager 0.25.
  test.each([
    ["4fe4b7344f0b204c", { svc: "s", alertname: "s" }],
    [
      "e3019eb71460594e",
      { severity: "warn", job: "x", instance: "127.0.0.1:19594", i: "a", alertname: "Plain" },
    ],
  ])("is Alertmanager's: %s", (hex, labels) => {
    expect(labelFingerprint(labels)).toBe(hex);
  });

  test("of no labels is the empty hash", () => {
    expect(labelFingerprint({})).toBe("cbf29ce484222325");
  });

  test("does not depend on the order in which labels were written", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "binary" }), fc.string()), (labels) => {
        const reversed = Object.fromEntries(Object.entries(labels).reverse());
        expect(labelFingerprint(reversed)).toBe(labelFingerprint(labels));
      }),
    );
  });

  test("orders names by their bytes, as Go does", () => {
    const bytes = (name: string) => Buffer.from(name);
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: "binary" }), { minLength: 2 }), (names) => {
        const sorted = [...names].sort((a, b) => Buffer.compare(bytes(a), bytes(b)));
        const end = Uint8Array.of(0xff);
        const whole = Buffer.concat(sorted.flatMap((name) => [bytes(name), end, end]));
        let h = 0xcbf29ce484222325n;
        for (const byte of whole) h = BigInt.asUintN(64, (h ^ BigInt(byte)) * 0x100000001b3n);
        const labels = Object.fromEntries(names.map((name) => [name, ""]));
        expect(labelFingerprint(labels)).toBe(h.toString(16).padStart(16, "0"));
      }),
    );
  });

  test("keeps a name apart from its value", () => {
    expect(labelFingerprint({ ab: "c" })).not.toBe(labelFingerprint({ a: "bc" }));
  });
});
