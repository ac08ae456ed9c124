/** An HTTP question and its answer as plain values, so that rules can ask without knowing who does the asking. */

export type HttpAsk = {
  readonly url: string;
  readonly method: "GET" | "HEAD" | "POST" | "PATCH";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** The name of the setting that holds the address: refusals say it. */
  readonly field?: string | undefined;
};

export type HttpReply = {
  readonly status: number;
  /** Names in lower case; several of one name are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** The beginning of the answer, as text. */
  readonly body: string;
};

/** Gives an answer of whatever status, or throws a Fault: `invalid` when asking again is useless, else `unavailable`. */
export type HttpAsker = (ask: HttpAsk) => Promise<HttpReply>;
