/** What every channel is to the rest of the product: it takes some kinds of notice, sends one, and says how that went. */
import type { HttpAsk, HttpAsker, HttpReply } from "@/lib/core/exchange";
import { Fault } from "@/lib/core/fault";
import { DAY, SECOND } from "@/lib/core/time";
import { clip, oneLine } from "./excerpt";
import type { Message } from "./message";
import type { Notice, NoticeKind } from "./notice";

export type Letter = {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  readonly references: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
};

/** The ways out of the house, and the hour. */
export type Peers = {
  readonly ask: HttpAsker;
  readonly mail: (
    letter: Letter,
  ) => Promise<{ readonly answer: string; readonly refused: readonly string[] }>;
  readonly now: Date;
};

export type Attempt = {
  /** `broken`: asking again will not help; the fallback channel is due. */
  readonly outcome: "delivered" | "retry" | "broken";
  /** What the peer asked for. */
  readonly retryAfterMs?: number;
  /** HTTP's or SMTP's; null when nobody answered. */
  readonly status: number | null;
  /** The beginning of the peer's own words. */
  readonly answer: string;
};

export type Notifier<C> = {
  /** The peer keeps something that would stay wrong: it hears of the end even through a silence. */
  readonly isStateful: boolean;
  /** What else there is to tell, this peer has no word for. */
  readonly takes: readonly NoticeKind[];
  readonly send: (notice: Notice, config: C, peers: Peers) => Promise<Attempt>;
  /** Left out by those whose peer keeps incidents and has no place for words. */
  readonly say?: (message: Message, config: C, peers: Peers) => Promise<Attempt>;
};

const MAX_ANSWER = 500;
export const said = (text: string): string => clip(oneLine(text), MAX_ANSWER);

type OverHttp<C> = {
  readonly isStateful: boolean;
  readonly takes: readonly NoticeKind[];
  readonly request: (notice: Notice, config: C, now: Date) => HttpAsk;
  readonly words?: (message: Message, config: C, now: Date) => HttpAsk;
  readonly judge?: (reply: HttpReply, now: Date) => Attempt;
};

export const overHttp = <C>({
  isStateful,
  takes,
  request,
  words,
  judge = judgeReply,
}: OverHttp<C>): Notifier<C> => ({
  isStateful,
  takes,
  send: async (notice, config, { ask, now }) => judge(await ask(request(notice, config, now)), now),
  ...(words && {
    say: async (message, config, { ask, now }) =>
      judge(await ask(words(message, config, now)), now),
  }),
});

export const jsonAsk = (
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpAsk => ({
  url,
  method: "POST",
  headers: { "content-type": "application/json", "user-agent": "Wheelhouse", ...headers },
  body: JSON.stringify(body),
  field: "url",
});

/** Too many, too slow, too early and all that is the server's own fault get better by waiting. */
const isPassing = (status: number): boolean =>
  status === 408 || status === 425 || status === 429 || status >= 500;

/** 2xx is delivered; what may pass is tried again; the rest is broken. */
export function judgeReply(reply: HttpReply, now: Date): Attempt {
  const { status, body } = reply;
  const answer = said(body);
  if (status >= 200 && status < 300) return { outcome: "delivered", status, answer };
  if (!isPassing(status)) return { outcome: "broken", status, answer };
  return retry(status, answer, retryAfterOf(reply, now));
}

export const retry = (status: number, answer: string, retryAfterMs: number | null): Attempt => ({
  outcome: "retry",
  ...(retryAfterMs !== null && { retryAfterMs }),
  status,
  answer,
});

const MAX_WAIT_MS = DAY;
export const waitWithin = (ms: number): number => Math.min(Math.max(0, Math.ceil(ms)), MAX_WAIT_MS);

/** Seconds or a date (RFC 9110); null when there is none that makes sense. */
export function retryAfterOf({ headers }: HttpReply, now: Date): number | null {
  const text = headers["retry-after"]?.trim();
  if (!text) return null;
  if (/^\d+(\.\d+)?$/.test(text)) return waitWithin(Number(text) * SECOND);
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : waitWithin(at - now.getTime());
}

/** What a refusal on our own side of the wire means: the guard's and the mail server's. */
function attemptOf(fault: Fault): Attempt {
  const { status, retryAfterSeconds } = fault.detail;
  const isPassingFault = fault.code === "unavailable" || fault.code === "rate-limited";
  return {
    outcome: isPassingFault ? "retry" : "broken",
    ...(typeof retryAfterSeconds === "number" && {
      retryAfterMs: waitWithin(retryAfterSeconds * SECOND),
    }),
    status: typeof status === "number" ? status : null,
    answer: said(fault.message),
  };
}

/** Sends, and turns a refusal into an attempt that can be written down. Anything else is our bug and goes on up. */
export async function attempt(send: () => Promise<Attempt>): Promise<Attempt> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof Fault) return attemptOf(error);
    throw error;
  }
}
