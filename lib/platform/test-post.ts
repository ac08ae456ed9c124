/** A real mail server for tests: it takes letters, or refuses them as the test says. */
import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export type Post = {
  readonly url: string;
  /** Letters in the order in which they came. */
  readonly inbox: readonly Email[];
  readonly close: () => void;
};

export async function postOffice(options: SMTPServerOptions = {}): Promise<Post> {
  const inbox: Email[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        PostalMime.parse(Buffer.concat(chunks)).then((letter) => {
          inbox.push(letter);
          done();
        }, done);
      });
    },
    ...options,
  });
  // A client that gives up midway is an error to the server; to a test it is what it looks for.
  server.on("error", () => undefined);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, inbox, close: () => server.close() };
}

/** An answer as a mail server words it; smtp-server reads the code from the error. */
export const mailRefusal = (responseCode: number, text: string): Error =>
  Object.assign(new Error(text), { responseCode });
