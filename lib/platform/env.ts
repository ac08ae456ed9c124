/** The environment, read once and checked whole: nonsense stops the start, not a request. */
import { z } from "zod";
import { Fault } from "@/lib/core/fault";

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
  WHEELHOUSE_SMTP_URL: {
    schema: z.string().refine(isMailUrl).optional(),
    expected: "a mail server such as smtp://user:password@mail.example.com:587 or smtps://…:465",
    remedy: "set it together with WHEELHOUSE_MAIL_FROM, or leave it out to send no mail",
  },
  WHEELHOUSE_MAIL_FROM: {
    schema: z.string().max(320).refine(isMailbox).optional(),
    expected: "a sender such as alerts@example.com or Wheelhouse <alerts@example.com>",
    remedy: "set it to an address that the mail server lets this account send from",
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
  return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname.length > 0;
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

/** Judges an environment; throws one Fault that names every bad variable. */
export function parseEnv(source: Source): Env {
  const read: Record<string, unknown> = {};
  const wrong: string[] = [];
  for (const [name, spec] of Object.entries<Spec>(SPECS)) {
    const judged = judge(name, spec, source);
    if (judged.wrong) wrong.push(judged.wrong);
    else read[name] = judged.value;
  }
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
