import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseEnv, variable } from "./env";

const right = {
  DATABASE_URL: "postgresql://wheelhouse:pw@127.0.0.1:5432/wheelhouse",
  AUTH_SECRET: "s".repeat(32),
};

test("a database and a secret are enough: everything else has a default", () => {
  expect(parseEnv(right)).toMatchObject({
    PORT: 3000,
    HOST: "127.0.0.1",
    WHEELHOUSE_DEMO: "on",
    WHEELHOUSE_TRUSTED_PROXIES: 0,
  });
});

test.each(["alerts@example.com", "Wheelhouse <alerts@example.com>", "<alerts@example.com>"])(
  "mail may come from %s",
  (sender) => {
    expect(parseEnv({ ...right, WHEELHOUSE_MAIL_FROM: sender }).WHEELHOUSE_MAIL_FROM).toBe(sender);
  },
);

test("an empty variable counts as unset", () => {
  expect(parseEnv({ ...right, PORT: "" }).PORT).toBe(3000);
});

test.each([
  ["PORT", "http", 'got "http"'],
  ["PORT", "70000", "a port between 0 and 65535"],
  ["DATABASE_URL", "mysql://root@db/wheelhouse", "expected a Postgres address"],
  ["DATABASE_URL", "postgresql://db:5432", "expected a Postgres address"],
  ["WHEELHOUSE_URL", "wheelhouse.example.com", "expected the public address"],
  ["WHEELHOUSE_LOG_LEVEL", "loud", "choose one of them"],
  ["WHEELHOUSE_SMTP_URL", "mail.example.com:25", "expected a mail server"],
  ["WHEELHOUSE_SMTP_URL", "https://mail.example.com", "smtps://"],
  ["WHEELHOUSE_MAIL_FROM", "Wheelhouse", "expected a sender"],
  ["WHEELHOUSE_MAIL_FROM", "a@example.com\r\nBcc: b@example.com", "expected a sender"],
  ["WHEELHOUSE_ADMIN_PASSWORD", "short", "at least 12 characters"],
])("%s=%s is refused with its name, the expectation and what to do", (name, value, part) => {
  const act = () => parseEnv({ ...right, [name]: value });
  expect(act).toThrow(name);
  expect(act).toThrow(part);
});

test("every bad variable is named at once, and no secret is repeated", () => {
  const act = () =>
    parseEnv({
      DATABASE_URL: "mysql://hunter2@db/x",
      AUTH_SECRET: "hunter2",
      WHEELHOUSE_SMTP_URL: "imap://me:hunter2@mail",
    });
  expect(act).toThrow(/DATABASE_URL.*\nAUTH_SECRET.*\nWHEELHOUSE_SMTP_URL/);
  expect(act).not.toThrow("hunter2");
});

test("one variable can be asked before the rest is known", () => {
  expect(variable("PORT", { PORT: "8080" })).toBe(8080);
  expect(() => variable("PORT", { PORT: "x" })).toThrow("PORT");
});

test("the readme names every variable", () => {
  const readme = readFileSync("README.md", "utf8");
  const missing = Object.keys(parseEnv(right)).filter((name) => !readme.includes(`\`${name}\``));
  expect(missing).toEqual([]);
});
