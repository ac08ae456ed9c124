/** Mail against a real SMTP server: what arrives, and what is said when it does not. */
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import publicCertificate from "smtp-server/lib/tls-options.js";
import { afterEach, expect, test } from "vitest";
import { Fault } from "@/lib/core/fault";
import { type Mailer, mailer } from "./mail";

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

type Post = { readonly url: string; readonly inbox: ParsedMail[] };

async function postOffice(options: SMTPServerOptions = {}): Promise<Post> {
  const inbox: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    onData: (stream, _session, done) => {
      simpleParser(stream).then((mail) => {
        inbox.push(mail);
        done();
      }, done);
    },
    ...options,
  });
  // A client that gives up mid-way is an error to the server; here it is the test.
  server.on("error", () => undefined);
  open.push(() => server.close());
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, inbox };
}

function mailBy(url: string, timeoutMs = 5_000): Mailer {
  const made = mailer({ url, from: "Wheelhouse <alerts@example.com>", timeoutMs });
  open.push(made.close);
  return made;
}

async function refusalOf(act: Promise<unknown>): Promise<Fault> {
  const outcome = await act.then(
    () => "It was not refused",
    (error: unknown) => error,
  );
  if (outcome instanceof Fault) return outcome;
  throw new Error(String(outcome), { cause: outcome });
}

/** An answer as a server writes it; smtp-server reads the code from the error. */
const answer = (responseCode: number, text: string) =>
  Object.assign(new Error(text), { responseCode });

const LETTER = { to: "ana@example.com", subject: "Fire", text: "It burns." };

test("a letter arrives as it was written, in its thread, and asks for no automatic answer", async () => {
  const { url, inbox } = await postOffice();
  const receipt = await mailBy(url).send({
    to: ["ana@example.com", "bo@example.com"],
    subject: "🔥 Fehlerrate über 5 %",
    text: "It burns.\n.\nStill.",
    html: "<p>It <b>burns</b>.</p>",
    messageId: "alert-1-2@wheelhouse.example",
    references: ["alert-1@wheelhouse.example"],
    headers: { "X-Wheelhouse-Alert": "al_1" },
  });

  const [mail] = inbox;
  expect(receipt).toMatchObject({ messageId: "alert-1-2@wheelhouse.example", refused: [] });
  expect(receipt.answer).toMatch(/^250 /);
  expect(mail?.subject).toBe("🔥 Fehlerrate über 5 %");
  expect(mail?.text?.trim()).toBe("It burns.\n.\nStill.");
  expect(mail?.html).toBe("<p>It <b>burns</b>.</p>");
  expect(mail?.from?.text).toBe('"Wheelhouse" <alerts@example.com>');
  expect(mail?.messageId).toBe("<alert-1-2@wheelhouse.example>");
  expect(mail?.references).toBe("<alert-1@wheelhouse.example>");
  expect(mail?.headers.get("auto-submitted")).toBe("auto-generated");
  expect(mail?.headers.get("x-wheelhouse-alert")).toBe("al_1");
});

test("a line break in a subject or header makes no new header", async () => {
  const { url, inbox } = await postOffice();
  await mailBy(url).send({
    ...LETTER,
    subject: "Fire\r\nBcc: eve@example.com",
    headers: { "X-Rule": "a\r\nBcc: eve@example.com" },
  });
  expect(inbox[0]?.headers.has("bcc")).toBe(false);
  expect(inbox[0]?.bcc).toBeUndefined();
});

test("a comma in an address does not make two recipients of it", async () => {
  const asked: string[] = [];
  const { url } = await postOffice({
    onRcptTo: ({ address }, _session, done) => {
      asked.push(address);
      done();
    },
  });
  await mailBy(url)
    .send({ ...LETTER, to: "ana@example.com,eve@example.com" })
    .catch(() => undefined);
  expect(asked).not.toContain("eve@example.com");
});

test("a wrong password is invalid, and neither it nor its encoding is repeated", async () => {
  const password = "hunter2/ä";
  const { url, inbox } = await postOffice({
    authOptional: false,
    onAuth: ({ password: given }, _session, done) =>
      done(answer(535, `5.7.8 not "${given}" nor ${Buffer.from(given ?? "").toString("base64")}`)),
  });
  const named = url.replace("//", `//me:${encodeURIComponent(password)}@`);
  const fault = await refusalOf(mailBy(named).send(LETTER));

  expect(fault.code).toBe("invalid");
  expect(fault.message).toContain("did not accept the user or password");
  expect(fault.detail).toMatchObject({ status: 535 });
  const said = JSON.stringify([fault.message, fault.detail]);
  expect(said).not.toContain("hunter2");
  expect(said).not.toContain(Buffer.from(password).toString("base64"));
  expect(inbox).toEqual([]);
});

test("the right password is accepted", async () => {
  const { url, inbox } = await postOffice({
    authOptional: false,
    onAuth: ({ username, password }, _session, done) =>
      username === "me" && password === "pass word"
        ? done(null, { user: username })
        : done(answer(535, "no")),
  });
  await mailBy(url.replace("//", "//me:pass%20word@")).send(LETTER);
  expect(inbox).toHaveLength(1);
});

test.each([
  ["greylisting is to be tried again", 451, "4.7.1 Greylisted, try again later", "unavailable"],
  ["an unknown mailbox is not", 550, "5.1.1 No such user here", "invalid"],
  ["a full mailbox is to be tried again", 452, "4.2.2 Mailbox full", "unavailable"],
])("%s, and the server's words are told", async (_case, code, words, expected) => {
  const { url } = await postOffice({
    onRcptTo: (_address, _session, done) => done(answer(code, words)),
  });
  const fault = await refusalOf(mailBy(url).send(LETTER));
  expect(fault.code).toBe(expected);
  expect(fault.message).toContain(words);
  expect(fault.detail).toMatchObject({ status: code, answer: `${code} ${words}` });
});

test("a letter refused for its content is invalid", async () => {
  const { url } = await postOffice({
    onData: (stream, _session, done) => {
      stream.resume();
      stream.on("end", () => done(answer(554, "5.7.1 Looks like spam")));
    },
  });
  const fault = await refusalOf(mailBy(url).send(LETTER));
  expect([fault.code, fault.detail.status]).toEqual(["invalid", 554]);
});

test("one refused recipient among others is named, and the others are served", async () => {
  const { url, inbox } = await postOffice({
    onRcptTo: ({ address }, _session, done) =>
      address.startsWith("gone") ? done(answer(550, "gone")) : done(),
  });
  const receipt = await mailBy(url).send({
    ...LETTER,
    to: ["gone@example.com", "ana@example.com"],
  });
  expect(receipt.refused).toEqual(["gone@example.com"]);
  expect(inbox).toHaveLength(1);
});

async function rawServer(
  greet: (socket: Socket) => void,
): Promise<{ url: string; server: Server }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    greet(socket);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  open.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

test("nobody listening is unavailable", async () => {
  const { url, server } = await rawServer(() => undefined);
  await new Promise((closed) => server.close(closed));
  const fault = await refusalOf(mailBy(url).send(LETTER));
  expect(fault.code).toBe("unavailable");
  expect(fault.message).toContain("could not be reached");
});

test("a server that says nothing is given up on", async () => {
  const { url } = await rawServer(() => undefined);
  const fault = await refusalOf(mailBy(url, 100).send(LETTER));
  expect(fault.code).toBe("unavailable");
  expect(fault.message).toContain("did not answer in time");
});

test("a server that hangs up is unavailable", async () => {
  const { url } = await rawServer((socket) => socket.destroy());
  const fault = await refusalOf(mailBy(url).send(LETTER));
  expect(fault.code).toBe("unavailable");
});

test("encryption is taken when offered, and a certificate nobody vouches for is refused", async () => {
  const { key, cert } = publicCertificate();
  const { url, inbox } = await postOffice({ disabledCommands: [], key, cert });
  const wary = await refusalOf(mailBy(url).send(LETTER));
  expect(wary.message).toMatch(/self.signed|certificate/i);
  await mailBy(`${url}/?tls.rejectUnauthorized=false`).send(LETTER);
  expect(inbox).toHaveLength(1);
});

test("a password does not leave this machine without encryption", async () => {
  const told: string[] = [];
  const { url } = await rawServer((socket) => {
    socket.write("220 plain.example ESMTP\r\n");
    socket.on("data", (bytes) => {
      told.push(bytes.toString());
      socket.write(bytes.toString().startsWith("EHLO") ? "250 AUTH PLAIN LOGIN\r\n" : "502 no\r\n");
    });
  });
  // Another name for the same socket, which does not say that it is this machine.
  const elsewhere = url.replace("127.0.0.1", "[::ffff:127.0.0.1]").replace("//", "//me:hunter2@");
  const fault = await refusalOf(mailBy(elsewhere).send(LETTER));
  expect(["invalid", "unavailable"]).toContain(fault.code);
  expect(told.join("")).toContain("STARTTLS");
  expect(told.join("")).not.toContain("AUTH");
});
