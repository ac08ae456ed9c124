import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { takeTurn } from "./turns";

const at = (ms: number) => new Date(1_800_000_000_000 + ms);

test("a sender may spend a second's worth at once, then waits for the rate", () => {
  const key = randomUUID();
  for (let i = 0; i < 20; i++) takeTurn(key, 20, at(0));
  expect(() => takeTurn(key, 20, at(0))).toThrow("20 requests a second");
  expect(() => takeTurn(key, 20, at(50))).not.toThrow();
  expect(() => takeTurn(key, 20, at(51))).toThrow();
});

test("idle time saves up no more than one second's worth, and senders do not share", () => {
  const [key, other] = [randomUUID(), randomUUID()];
  takeTurn(key, 10, at(0));
  for (let i = 0; i < 10; i++) takeTurn(key, 10, at(60_000));
  expect(() => takeTurn(key, 10, at(60_000))).toThrow();
  expect(() => takeTurn(other, 10, at(60_000))).not.toThrow();
});
