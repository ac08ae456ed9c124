/** What a kept password promises. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { hashPassword, judgePassword, verifyPassword } from "./password";

test("the right password is recognised, another is not", async () => {
  const stored = await hashPassword("correct horse battery staple");
  expect(await verifyPassword("correct horse battery staple", stored)).toBe(true);
  expect(await verifyPassword("correct horse battery stapler", stored)).toBe(false);
});

test("a hash names its parameters, holds a salt of its own and not the password", async () => {
  const [one, two] = [await hashPassword("the same twice"), await hashPassword("the same twice")];
  expect(one).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[\w-]{22}\$[\w-]{43}$/);
  expect(one).not.toBe(two);
});

test("letters that look alike to a keyboard are alike", async () => {
  const stored = await hashPassword("caf\u00e9 au lait et plus");
  expect(await verifyPassword("cafe\u0301 au lait et plus", stored)).toBe(true);
});

test.each([null, "", "plain text", "$scrypt$ln=15$x$y"])("nothing opens %j", async (stored) => {
  expect(await verifyPassword("", stored)).toBe(false);
});

test.each(["Password2024!", "letmein-letmein!", "iloveyou123456", "Qwertyuiop1234"])(
  "%s is refused, with the field and what to do",
  (password) =>
    expect(() => judgePassword(password, {})).toThrow(
      expect.objectContaining({
        code: "invalid",
        message: expect.stringContaining("choose a few words"),
        detail: { field: "password" },
      }),
    ),
);

test("passphrases and random passwords are taken", () => {
  for (const password of ["correct horse battery staple", randomUUID(), "long enough to be good"]) {
    expect(() => judgePassword(password, { email: "me@example.com", name: "Me" })).not.toThrow();
  }
});
