/** Mail by SMTP: one pool of connections for the process, every refusal told with the server's own answer. */
import "server-only";
import { createTransport } from "nodemailer";
import { Fault } from "@/lib/core/fault";
import { env } from "./env";
import { shared } from "./process";

export type Mail = {
  readonly to: string | readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html?: string | undefined;
  /** Without brackets, the same over retries: `alert-1@wheelhouse.example`. */
  readonly messageId?: string | undefined;
  /** Message ids that this one belongs under, so that mail programs show one thread. */
  readonly references?: readonly string[] | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
};

export type MailReceipt = {
  readonly messageId: string;
  /** What the server said, such as `250 2.0.0 Ok: queued as 4F1`. */
  readonly answer: string;
  /** Recipients that the server refused while it took others. */
  readonly refused: readonly string[];
};

export type MailConfig = {
  readonly url: string;
  readonly from: string;
  /** For the connection, the greeting and each silence. A message as a whole may take four times that. */
  readonly timeoutMs?: number;
};

export type Mailer = {
  readonly send: (mail: Mail) => Promise<MailReceipt>;
  readonly close: () => void;
};

const TIMEOUT_MS = 15_000;
const MAX_CONNECTIONS = 3;
const MAX_ANSWER = 500;

export function isMailConfigured(): boolean {
  return Boolean(env().WHEELHOUSE_SMTP_URL && env().WHEELHOUSE_MAIL_FROM);
}

/** By the server that the environment names. */
export function sendMail(mail: Mail): Promise<MailReceipt> {
  const { WHEELHOUSE_SMTP_URL: url, WHEELHOUSE_MAIL_FROM: from } = env();
  if (!(url && from)) {
    return Promise.reject(
      new Fault(
        "unavailable",
        "Mail is not configured: set WHEELHOUSE_SMTP_URL and WHEELHOUSE_MAIL_FROM and restart",
      ),
    );
  }
  return shared("mailer", () => mailer({ url, from })).send(mail);
}

export function mailer({ url, from, timeoutMs = TIMEOUT_MS }: MailConfig): Mailer {
  const { username, password, hostname } = new URL(url);
  const pool = createTransport({
    url,
    pool: true,
    maxConnections: MAX_CONNECTIONS,
    maxRequeues: 1,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    // A password never travels in the clear, but within this machine.
    requireTLS: username !== "" && !isThisMachine(hostname),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const secrets = [password, decodeURIComponent(password)].filter(Boolean);

  return {
    close: () => pool.close(),
    send: async (mail) => {
      const signal = AbortSignal.timeout(4 * timeoutMs);
      try {
        const sent = await pool.sendMail({ ...messageOf(mail, from), signal });
        const refused = sent.rejected.map(String);
        return {
          messageId: bare(sent.messageId),
          answer: scrubbed(sent.response, secrets),
          refused,
        };
      } catch (error) {
        throw refusal(error as SmtpError, hostname, secrets);
      }
    },
  };
}

const isThisMachine = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host);

const bracketed = (id: string): string => `<${bare(id)}>`;
const bare = (id: string): string => id.replace(/^<|>$/g, "");

function messageOf(mail: Mail, from: string) {
  return {
    from,
    // As addresses, not as text: a comma in one must not make two of it.
    to: [mail.to].flat().map((address) => ({ name: "", address })),
    subject: mail.subject,
    text: mail.text,
    ...(mail.html !== undefined && { html: mail.html }),
    ...(mail.messageId && { messageId: bracketed(mail.messageId) }),
    ...(mail.references && { references: mail.references.map(bracketed) }),
    // Nobody's holiday note should answer an alert.
    headers: {
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      ...mail.headers,
    },
  };
}

type SmtpError = Error & {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
};

/** What will not get better by waiting: a wrong address, a wrong password, a certificate that does not fit. */
const LASTING = new Set(["EENVELOPE", "EAUTH", "ENOAUTH", "ECONFIG", "EMESSAGE"]);

function refusal(error: SmtpError, host: string, secrets: readonly string[]): Fault {
  const status = error.responseCode;
  const isLasting = status ? status >= 500 : LASTING.has(error.code ?? "");
  const answer = scrubbed(error.response ?? error.message, secrets);
  const what = `The mail server ${host} ${deed(error)}: ${answer}`;
  return new Fault(isLasting ? "invalid" : "unavailable", what, {
    ...(status && { status }),
    answer,
    reason: error.code ?? "ESOCKET",
  });
}

function deed({ code, responseCode }: SmtpError): string {
  if (code === "EAUTH" || code === "ENOAUTH") return "did not accept the user or password";
  if (code === "ETLS") return "could not agree on encryption";
  if (code === "ETIMEDOUT" || code === "EABORT") return "did not answer in time";
  if (code === "EENVELOPE") return "refused the sender or a recipient";
  return responseCode ? "refused the message" : "could not be reached";
}

/** A server may quote what it was told: one line, bounded, without the password in any of its forms. */
function scrubbed(answer: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap((secret) => [secret, Buffer.from(secret).toString("base64")]);
  const clean = forms.reduce((text, form) => text.replaceAll(form, "[redacted]"), answer);
  return clean.replace(/\s+/g, " ").trim().slice(0, MAX_ANSWER);
}
