/** The environment, read once and checked whole: nonsense stops the start, not a request. */
import { z } from "zod";
import { Fault } from "@/lib/core/fault";
import { parseRoleMap } from "@/lib/core/role-map";
import { openedBy } from "./network";

type Spec = {
  /** What a right value looks like, in words that finish "expected …". */
  readonly expected: string;
  /** What to do about a wrong one. */
  readonly remedy: string;
  readonly schema: z.ZodType;
};

const port = z.coerce.number().int().min(0).max(65_535);
const wholeNumber = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const onOff = z.enum(["on", "off"]);
const databaseUrl = z.string().refine(isPostgresUrl);
const webUrl = z.string().refine(isWebUrl);
const domains = z
  .string()
  .transform((text) => text.split(",").map((domain) => domain.trim().toLowerCase()))
  .pipe(z.array(z.string().regex(/^(\*|[a-z0-9-]+(\.[a-z0-9-]+)+)$/)));
const hosts = z
  .string()
  .transform((text) => text.split(",").map((host) => host.trim()))
  .refine(areHosts);
const roleMap = z
  .string()
  .transform(parseRoleMap)
  .refine((rules) => rules !== null);

const SPECS = {
  DATABASE_URL: {
    schema: databaseUrl,
    expected: "a Postgres address such as postgresql://user:password@host:5432/wheelhouse",
    remedy: "set it, or leave it out of `wheelhouse start` to use the embedded Postgres",
  },
  AUTH_SECRET: {
    schema: z.string().min(32),
    expected: "at least 32 characters",
    remedy: "make one with `openssl rand -base64 33`, or leave it out to have one generated",
  },
  WHEELHOUSE_URL: {
    schema: webUrl.optional(),
    expected: "the public address, such as https://wheelhouse.example.com",
    remedy: "set it to what people type into the browser, or leave it out",
  },
  PORT: {
    schema: port.default(3000),
    expected: "a port between 0 and 65535",
    remedy: "choose one",
  },
  HOST: {
    schema: z.string().min(1).default("127.0.0.1"),
    expected: "an address to listen on, such as 127.0.0.1 or 0.0.0.0",
    remedy: "choose one, or leave it out to serve this machine only",
  },
  WHEELHOUSE_DATA_DIR: {
    schema: z.string().min(1).default(".data"),
    expected: "a folder",
    remedy: "name a folder that this account may write to",
  },
  WHEELHOUSE_LOG_LEVEL: {
    schema: z.enum(["debug", "info", "warn", "error"]).default("info"),
    expected: "debug, info, warn or error",
    remedy: "choose one of them",
  },
  WHEELHOUSE_LOG_FORMAT: {
    schema: z.enum(["json", "text"]).optional(),
    expected: "json or text",
    remedy: "choose one, or leave it out: text on a terminal, json elsewhere",
  },
  WHEELHOUSE_TRUSTED_PROXIES: {
    schema: wholeNumber(0, 10).default(0),
    expected: "how many proxies of yours stand in front (0 to 10)",
    remedy: "count them; 0 ignores X-Forwarded-For",
  },
  WHEELHOUSE_SESSION_IDLE_HOURS: {
    schema: wholeNumber(1, 24 * 90).default(24),
    expected: "how many hours a session may lie unused (1 to 2160)",
    remedy: "choose a number, or leave it out for 24",
  },
  WHEELHOUSE_SESSION_DAYS: {
    schema: wholeNumber(1, 365).default(7),
    expected: "after how many days everybody signs in again (1 to 365)",
    remedy: "choose a number, or leave it out for 7",
  },
  WHEELHOUSE_OIDC_ISSUER: {
    schema: z.string().refine(isIssuer).optional(),
    expected: "the issuer of an OpenID provider, such as https://login.example.com",
    remedy: "copy it from the provider; http is taken from this machine itself only",
  },
  WHEELHOUSE_OIDC_CLIENT_ID: {
    schema: z.string().max(500).optional(),
    expected: "the client id that the provider gave this instance",
    remedy: "set it together with WHEELHOUSE_OIDC_ISSUER and WHEELHOUSE_OIDC_CLIENT_SECRET",
  },
  WHEELHOUSE_OIDC_CLIENT_SECRET: {
    schema: z.string().max(2_000).optional(),
    expected: "the client secret that goes with the client id",
    remedy: "set it together with WHEELHOUSE_OIDC_ISSUER and WHEELHOUSE_OIDC_CLIENT_ID",
  },
  WHEELHOUSE_OIDC_NAME: {
    schema: z.string().min(1).max(40).default("single sign-on"),
    expected: "at most 40 characters that complete “Continue with …”",
    remedy: "choose a shorter name",
  },
  WHEELHOUSE_OIDC_SCOPES: {
    schema: z
      .string()
      .regex(/^(?=.*\bopenid\b)[\x21-\x7e]+( [\x21-\x7e]+)*$/)
      .default("openid email profile"),
    expected: "scopes with spaces between them, openid among them",
    remedy: "leave it out, or add what your provider wants for its groups, such as `groups`",
  },
  WHEELHOUSE_OIDC_ALLOWED_DOMAINS: {
    schema: domains.optional(),
    expected: "e-mail domains such as example.com,example.org, or * for all",
    remedy: "list them with commas; without it only people who are here already sign in this way",
  },
  WHEELHOUSE_OIDC_ROLE_CLAIM: {
    schema: z.string().min(1).max(200).default("groups"),
    expected: "the name of a claim, such as groups",
    remedy: "leave it out for groups",
  },
  WHEELHOUSE_OIDC_ROLES: {
    schema: roleMap.optional(),
    expected: "roles such as sre=default:operator,platform=*:admin,owners=owner",
    remedy: "write value=project:role or value=owner, with commas between them",
  },
  WHEELHOUSE_SMTP_URL: {
    schema: z.string().refine(isMailUrl).optional(),
    expected: "a mail server such as smtps://user:password@mail.example.com or smtp://host:587",
    remedy:
      "set it together with WHEELHOUSE_MAIL_FROM, or leave it out: links are then shown to copy",
  },
  WHEELHOUSE_MAIL_FROM: {
    schema: z.string().max(320).refine(isMailbox).optional(),
    expected: "a sender such as Wheelhouse <ops@example.com>",
    remedy: "set it to an address that your mail server lets this host send from",
  },
  WHEELHOUSE_OUTBOUND_ALLOW: {
    schema: hosts.optional(),
    expected: "hosts, addresses or CIDR blocks such as hooks.corp.example:8443,10.0.0.0/8",
    remedy:
      "list with commas which private hosts notifications may go to; without it public ones only",
  },
  WHEELHOUSE_INGEST_QUEUE_EVENTS: {
    schema: wholeNumber(1_000, 10_000_000).default(100_000),
    expected: "a number of events between 1000 and 10000000",
    remedy: "choose how many events may wait in memory before senders are told to slow down",
  },
  WHEELHOUSE_DEMO: {
    schema: onOff.default("on"),
    expected: "on or off",
    remedy: "choose one; off is the same as `wheelhouse start --no-demo`",
  },
  WHEELHOUSE_METRICS_PUBLIC: {
    schema: onOff.default("off"),
    expected: "on or off",
    remedy:
      "leave it out: /metrics then wants an API key with the scope read; on lets anybody read it",
  },
  WHEELHOUSE_ADMIN_EMAIL: {
    schema: z.email().optional(),
    expected: "an email address",
    remedy: "set it together with WHEELHOUSE_ADMIN_PASSWORD for an unattended first start",
  },
  WHEELHOUSE_ADMIN_PASSWORD: {
    schema: z.string().min(12).optional(),
    expected: "at least 12 characters",
    remedy: "choose a longer one; it is used once, when the first administrator is made",
  },
  WHEELHOUSE_EMBEDDED_FSYNC: {
    schema: onOff.default("on"),
    expected: "on or off",
    remedy: "leave it out; off is for throw-away test databases and loses data in a power cut",
  },
} satisfies Record<string, Spec>;

type Specs = typeof SPECS;
export type Env = { readonly [Name in keyof Specs]: z.output<Specs[Name]["schema"]> };

function isPostgresUrl(text: string): boolean {
  const url = parseUrl(text);
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1;
}

function isWebUrl(text: string): boolean {
  const url = parseUrl(text);
  return url !== null && /^https?:$/.test(url.protocol);
}

function isMailUrl(text: string): boolean {
  const url = parseUrl(text);
  return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== "";
}

function areHosts(entries: readonly string[]): boolean {
  try {
    openedBy(entries);
    return true;
  } catch {
    return false;
  }
}

/** Secrets travel to it: only this machine may be spoken to without encryption. */
function isIssuer(text: string): boolean {
  const url = parseUrl(text);
  const isHere = url !== null && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  return url !== null && (url.protocol === "https:" || (url.protocol === "http:" && isHere));
}

/** An address, bare or with a name before it. */
function isMailbox(text: string): boolean {
  const [, bracketed] = /^[^<>\r\n]*<([^<>\s]+)>$/.exec(text) ?? [];
  return z.email().safeParse(bracketed ?? text).success;
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** One sentence for one bad variable; a secret's value is never repeated. */
function complaint(name: string, spec: Spec, value: string | undefined): string {
  const secret = /SECRET|PASSWORD|DATABASE_URL|SMTP_URL/.test(name);
  const got =
    value === undefined ? "it is not set" : secret ? "its value does not fit" : `got "${value}"`;
  return `${name}: expected ${spec.expected}, but ${got}: ${spec.remedy}.`;
}

type Source = Readonly<Record<string, string | undefined>>;

function judge(name: string, spec: Spec, source: Source) {
  const value = source[name] === "" ? undefined : source[name];
  const result = spec.schema.safeParse(value);
  return result.success
    ? { value: result.data, wrong: null }
    : { value: undefined, wrong: complaint(name, spec, value) };
}

const OIDC = /^WHEELHOUSE_OIDC_/;
const OIDC_NEEDED = [
  "WHEELHOUSE_OIDC_ISSUER",
  "WHEELHOUSE_OIDC_CLIENT_ID",
  "WHEELHOUSE_OIDC_CLIENT_SECRET",
] as const;

/** Single sign-on is set whole or not at all: half of it would be a button that leads nowhere. */
function missingBeside(source: Source): readonly string[] {
  const given = Object.keys(SPECS).filter((name) => OIDC.test(name) && source[name]);
  if (given.length === 0) return [];
  return OIDC_NEEDED.filter((name) => !source[name]).map(
    (name) =>
      `${name}: expected ${SPECS[name].expected}, because ${given[0]} is set, but it is not set: ${SPECS[name].remedy}.`,
  );
}

/** Judges an environment; throws one Fault that names every bad variable. */
export function parseEnv(source: Source): Env {
  const read: Record<string, unknown> = {};
  const wrong: string[] = [];
  for (const [name, spec] of Object.entries<Spec>(SPECS)) {
    const judged = judge(name, spec, source);
    if (judged.wrong) wrong.push(judged.wrong);
    else read[name] = judged.value;
  }
  wrong.push(...missingBeside(source));
  if (wrong.length > 0) throw new Fault("invalid", wrong.join("\n"));
  return read as Env;
}

/** One variable on its own, for what runs before the environment is complete (no database chosen yet). */
export function variable<Name extends keyof Env>(
  name: Name,
  source: Source = process.env,
): Env[Name] {
  const { value, wrong } = judge(name, SPECS[name], source);
  if (wrong) throw new Fault("invalid", wrong);
  return value as Env[Name];
}

let read: Env | undefined;

export function env(): Env {
  read ??= parseEnv(process.env);
  return read;
}
