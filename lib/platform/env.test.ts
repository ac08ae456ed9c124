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

const oidc = {
  WHEELHOUSE_OIDC_ISSUER: "https://login.example.com/realms/ops",
  WHEELHOUSE_OIDC_CLIENT_ID: "wheelhouse",
  WHEELHOUSE_OIDC_CLIENT_SECRET: "hush",
};

test("single sign-on is three variables, and the rest has defaults", () => {
  expect(parseEnv({ ...right, ...oidc })).toMatchObject({
    ...oidc,
    WHEELHOUSE_OIDC_NAME: "single sign-on",
    WHEELHOUSE_OIDC_SCOPES: "openid email profile",
    WHEELHOUSE_OIDC_ROLE_CLAIM: "groups",
    WHEELHOUSE_OIDC_ALLOWED_DOMAINS: undefined,
    WHEELHOUSE_OIDC_ROLES: undefined,
  });
});

test("its lists are read", () => {
  const lists = {
    WHEELHOUSE_OIDC_ALLOWED_DOMAINS: "Example.com, example.org",
    WHEELHOUSE_OIDC_ROLES: "owners=owner",
  };
  expect(parseEnv({ ...right, ...oidc, ...lists })).toMatchObject({
    WHEELHOUSE_OIDC_ALLOWED_DOMAINS: ["example.com", "example.org"],
    WHEELHOUSE_OIDC_ROLES: [{ value: "owners", isOwner: true }],
  });
});

test.each([...Object.keys(oidc), "WHEELHOUSE_OIDC_ROLES"])(
  "%s alone is refused, and what is missing beside it is named",
  (name) => {
    const value = { ...oidc, WHEELHOUSE_OIDC_ROLES: "owners=owner" }[name];
    const missing = Object.keys(oidc).filter((other) => other !== name);
    const act = () => parseEnv({ ...right, [name]: value });
    for (const other of missing) expect(act).toThrow(`${other}: expected`);
    expect(act).toThrow(`because ${name} is set`);
  },
);

test.each([
  ["WHEELHOUSE_OIDC_ISSUER", "http://login.example.com", "the issuer"],
  ["WHEELHOUSE_OIDC_ISSUER", "login.example.com", "the issuer"],
  ["WHEELHOUSE_OIDC_ALLOWED_DOMAINS", "example.com,ada@example.org", "e-mail domains"],
  ["WHEELHOUSE_OIDC_ALLOWED_DOMAINS", "example", "e-mail domains"],
  ["WHEELHOUSE_OIDC_ROLES", "sre=default:king", "value=project:role"],
  ["WHEELHOUSE_OIDC_SCOPES", "email groups", "openid among them"],
])("%s=%s is refused", (name, value, part) => {
  const act = () => parseEnv({ ...right, ...oidc, [name]: value });
  expect(act).toThrow(`${name}: expected`);
  expect(act).toThrow(part);
});

test("an issuer on this machine may speak http", () => {
  const issuer = { WHEELHOUSE_OIDC_ISSUER: "http://127.0.0.1:4000" };
  expect(parseEnv({ ...right, ...oidc, ...issuer })).toMatchObject(issuer);
});

test("the readme names every variable", () => {
  const readme = readFileSync("README.md", "utf8");
  const missing = Object.keys(parseEnv(right)).filter((name) => !readme.includes(`\`${name}\``));
  expect(missing).toEqual([]);
});
