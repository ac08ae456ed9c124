/** Mails a link to whom it is for, or says why somebody has to pass it on. */
import { Fault } from "@/lib/core/fault";
import type { Letter } from "@/lib/members/letters";
import type { Delivery } from "@/lib/members/schema";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { isMailConfigured, sendMail } from "@/lib/platform/mail";

/**
 * Where people find this console. Only what the environment says: a Host header is written by whoever
 * asks, and a link in a mail that leads elsewhere would hand its token to them. What is shown to copy
 * carries no host; the browser of the signed-in asker adds the one it is looking at.
 */
export function ownAddress(path: string): string | null {
  const { WHEELHOUSE_URL: own } = env();
  return own === undefined ? null : new URL(path, own).href;
}

/** Null when links can be mailed. */
export function whyNotMailed(): string | null {
  if (!isMailConfigured()) return "No mail server is configured";
  return ownAddress("/") === null
    ? "WHEELHOUSE_URL is not set, so a mail could not say where this console is"
    : null;
}

export async function deliver(path: string, write: (url: string) => Letter): Promise<Delivery> {
  const url = ownAddress(path);
  const reason = whyNotMailed();
  if (url === null || reason !== null) return toCopy(path, reason);
  try {
    await sendMail(write(url));
    return { how: "mailed", link: null, reason: null };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return toCopy(path, error.message);
  }
}

export const toCopy = (path: string, reason: string | null): Delivery => ({
  how: "copy",
  link: ownAddress(path) ?? path,
  reason,
});

/** A notice that nothing waits for and nothing fails with. */
export function tell(letter: Letter): void {
  if (!isMailConfigured()) return;
  sendMail(letter).catch((error: unknown) =>
    log.warn("a notice was not mailed", { subject: letter.subject, error }),
  );
}
