/** What is sealed stays shut to everybody but its own purpose and its own secret. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Fault } from "@/lib/core/fault";
import { seal, unseal } from "./seal";

const SECRET = "a secret of at least thirty-two characters";

test("any text comes back whole", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string(), (text, purpose) => {
      expect(unseal(seal(text, purpose, SECRET), purpose, SECRET)).toBe(text);
    }),
  );
});

test("the text is not in the seal, and no two seals are alike", () => {
  const one = seal("hunter2hunter2", "channel", SECRET);
  const other = seal("hunter2hunter2", "channel", SECRET);
  expect(one).not.toBe(other);
  expect(one.startsWith("v1.")).toBe(true);
  expect(Buffer.from(one.slice(3), "base64url").toString("latin1")).not.toContain("hunter2");
});

const refusal = (act: () => unknown): Fault => {
  try {
    act();
  } catch (fault) {
    if (fault instanceof Fault) return fault;
  }
  throw new Error("It was not refused with a Fault");
};

test("one changed bit anywhere shuts it", () => {
  const sealed = seal("routing key", "channel", SECRET);
  const bytes = Buffer.from(sealed.slice(3), "base64url");
  for (let at = 0; at < bytes.length * 8; at++) {
    const forged = Buffer.from(bytes);
    forged[at >> 3] = (forged[at >> 3] ?? 0) ^ (1 << (at & 7));
    const fault = refusal(() => unseal(`v1.${forged.toString("base64url")}`, "channel", SECRET));
    expect(fault.code).toBe("unavailable");
    expect(fault.message).not.toContain("routing key");
  }
});

test.each([
  ["cut short", (sealed: string) => sealed.slice(0, -4)],
  ["only a tag", () => `v1.${Buffer.alloc(28).toString("base64url")}`],
  ["nothing", () => ""],
  ["another version", (sealed: string) => sealed.replace("v1.", "v2.")],
  ["stray characters that a decoder would skip", (sealed: string) => `${sealed}!`],
  ["a tail", (sealed: string) => `${sealed}.x`],
  ["plain text", () => "hunter2"],
])("a seal that is %s is refused", (_case, forge) => {
  const sealed = seal("routing key", "channel", SECRET);
  expect(refusal(() => unseal(forge(sealed), "channel", SECRET)).code).toBe("unavailable");
});

test("another purpose and another secret do not open it", () => {
  const sealed = seal("routing key", "channel", SECRET);
  expect(() => unseal(sealed, "heartbeat", SECRET)).toThrow("heartbeat");
  expect(() => unseal(sealed, "channel", `${SECRET}!`)).toThrow("AUTH_SECRET");
});

test("a seal of yesterday opens today", () => {
  const kept = "v1.AAECAwQFBgcICQoLkfm8u73Ebss7o1z_ZclsEd41eozrhymNhKM3sl1xbzki12TU";
  expect(unseal(kept, "channel", SECRET)).toBe("kept since version 1");
});
