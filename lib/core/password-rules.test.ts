/** Which passwords are refused, and that honest ones are not. */
import { expect, test } from "vitest";
import { weaknessOf } from "./password-rules";

const COMMON = new Set(["password", "dragon", "letmein", "trustno1", "admin", "sunshine"]);
const weakness = (password: string, about = {}) =>
  weaknessOf(password, about, (word) => COMMON.has(word));

test.each([
  "correct horse battery staple",
  "long enough to be good",
  "a password for me alone",
  "4b2f0f4e-6d3b-4c58-9a3e-0d5f2c9b7a61",
  "k3m9x-7pqrt-h2vwz-8bncd",
  "Zürich im Nebel, November",
  "東京の朝は静かで美しいですね",
  "dragons never sleep on gold",
  "))(*~ =?<> []{}|",
])("%s is accepted", (password) => expect(weakness(password)).toBeNull());

test.each([
  ["short", "elevenchars", "at least 12"],
  ["only spaces around", "  short one   ", "at least 12"],
  ["too long", "four words of a kind ".repeat(20), "at most 256"],
  ["one letter", "aaaaaaaaaaaaaa", "too few different"],
  ["two letters", "ababbabaabba", "too few different"],
  ["a repeated part", "blue7blue7blue7", "repeats"],
  ["a repeated part, cut short", "berlin1berlin1ber", "repeats"],
  ["a word twice with a space", "blueberry blueberry", "repeats"],
  ["a word twice and a year", "blueberryblueberry2024", "repeats"],
  ["the digits", "123456789012", "keyboard"],
  ["the digits backwards", "0987654321098", "keyboard"],
  ["the alphabet", "abcdefghijklmnop", "keyboard"],
  ["the keyboard", "qwertyuiopasdf", "keyboard"],
  ["its columns", "1qaz2wsx3edc4rfv", "keyboard"],
  ["a row and a year", "Qwertyuiop99", "keyboard"],
  ["shifted digits", "!@#$%^&*()_+", "keyboard"],
  ["a common word with digits", "password2024", "commonest"],
  ["a common word with digits before", "2024-12-31password", "commonest"],
  ["a common word in disguise", "P@$$w0rd2024!", "commonest"],
  ["a common word twice", "dragondragon", "repeats"],
  ["a common word, spelled out", "l.e.t.m.e.i.n!!", "commonest"],
])("%s is refused: %s", (_what, password, says) => expect(weakness(password)).toContain(says));

test.each([
  ["their address", "ada.lovelace1815", { email: "ada.lovelace@example.com" }],
  ["it as a whole", "ada.lovelace@example.com", { email: "ada.lovelace@example.com" }],
  ["its domain", "example.com12", { email: "ada.lovelace@example.com" }],
  ["parts of it", "Lovelace-Ada-42", { email: "ada.lovelace@example.com" }],
  ["their name", "graceHopper1906", { name: "Grace Hopper" }],
  ["the product's name", "Wheelhouse-2026!", {}],
  ["it twice in two ways", "wheelhouseWheelhouse99x", {}],
  ["it with a common word", "wheelhouse-admin-1", {}],
])("%s is refused", (_what, password, about) => expect(weakness(password, about)).not.toBeNull());

test("a name may be a small part of something longer", () => {
  const about = { email: "me@example.com", name: "Ada" };
  expect(weakness("ada keeps bees in autumn", about)).toBeNull();
  expect(weakness("wheelhouse rules the waves", about)).toBeNull();
});
