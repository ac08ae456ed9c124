/** A client for flags without dependencies: answers from memory, keeps the last good answer on disk, hears of changes; copy it where you need it. */
import fs from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const PATH = "/ofrep/v1/evaluate/flags";
const POLL_MS = 30_000;
const TIMEOUT_MS = 3_000;
const MOST_WAIT_MS = 60_000;

/**
 * Never throws and never waits long: an unreachable console means the last good answer, and without one the
 * fallbacks in the code.
 * @param {import("./flags.d.mts").FlagOptions} options
 * @returns {Promise<import("./flags.d.mts").Flags>}
 */
export async function openFlags(options) {
  const known = { flags: fromDisk(options.file), etag: "", stream: "", okAt: 0, error: "" };
  const state = { ...known, turn: Promise.resolve(true) };
  const stopping = new AbortController();
  await refresh(options, state);
  const polling = poll(options, state, stopping.signal);
  const listening = options.listens === false ? null : listen(options, state, stopping.signal);
  return {
    value: (key, fallback) => valueIn(state.flags, key, fallback),
    detail: (key) => state.flags.get(key),
    refresh: () => refresh(options, state),
    health: () => ({ okAt: state.okAt, error: state.error, count: state.flags.size }),
    close: async () => {
      stopping.abort();
      await Promise.all([polling, listening]);
    },
  };
}

/** What is missing, or of another type than the code expects, is the fallback. */
function valueIn(flags, key, fallback) {
  const value = flags.get(key)?.value;
  return typeof value === typeof fallback ? value : fallback;
}

/** Whether the console was reached. One after the other: an answer that was slow must not undo a newer one. */
function refresh(options, state, revision) {
  state.turn = state.turn.then(() => ask(options, state, revision));
  return state.turn;
}

async function ask({ url, key, context, file, timeoutMs = TIMEOUT_MS }, state, revision = "") {
  const search = revision === "" ? "" : `?flagConfigEtag=${encodeURIComponent(revision)}`;
  try {
    const response = await fetch(`${url}${PATH}${search}`, {
      method: "POST",
      body: JSON.stringify({ context }),
      headers: {
        ...{ "content-type": "application/json", "x-api-key": key },
        ...(state.etag && { "if-none-match": state.etag }),
      },
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.status === 200) take(await response.json(), response, file, state);
    else if (response.status !== 304) throw new Error(`The console answered ${response.status}`);
    Object.assign(state, { okAt: Date.now(), error: "" });
    return true;
  } catch (error) {
    state.error = error instanceof Error ? error.message : String(error);
    return false;
  }
}

function take({ flags, eventStreams }, response, file, state) {
  const known = flags.filter((flag) => flag.value !== undefined);
  state.flags = new Map(known.map((flag) => [flag.key, flag]));
  state.etag = response.headers.get("etag") ?? "";
  state.stream = eventStreams?.[0]?.endpoint?.requestUri ?? "";
  if (file) toDisk(file, known);
}

/** Written beside and then renamed: nobody ever reads half of it. */
function toDisk(file, flags) {
  try {
    fs.writeFileSync(`${file}.new`, JSON.stringify(flags), { mode: 0o600 });
    fs.renameSync(`${file}.new`, file);
  } catch {
    // A disk that is full must not stop an agent; the answers are in memory.
  }
}

function fromDisk(file) {
  try {
    const flags = file ? JSON.parse(fs.readFileSync(file, "utf8")) : [];
    return new Map(flags.map((flag) => [flag.key, flag]));
  } catch {
    return new Map();
  }
}

const rest = (ms, signal) => sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);

async function poll(options, state, signal) {
  while (!signal.aborted) {
    await rest(options.pollMs ?? POLL_MS, signal);
    if (!signal.aborted) await refresh(options, state);
  }
}

/** Asks again as soon as something changed. A stream that breaks is opened anew, ever more slowly. */
async function listen(options, state, signal) {
  for (let failures = 0; !signal.aborted; ) {
    const isOpened = await hear(options, state, signal);
    failures = isOpened ? 0 : failures + 1;
    await rest(Math.min(MOST_WAIT_MS, 500 * 2 ** failures) * (0.5 + Math.random() / 2), signal);
    // The right to listen is short-lived: each answer brings another.
    state.etag = "";
    if (!signal.aborted) await refresh(options, state);
  }
}

async function hear(options, state, signal) {
  if (state.stream === "") return false;
  try {
    const response = await fetch(`${options.url}${state.stream}`, { signal });
    if (!response.ok || !response.body) return false;
    const decoder = new TextDecoder();
    let text = "";
    for await (const bytes of response.body) {
      text += decoder.decode(bytes, { stream: true });
      const events = text.split("\n\n");
      text = events.pop() ?? "";
      const last = events.findLast((event) => event.includes("refetchEvaluation"));
      if (last) await refresh(options, state, /^id: (\d+)$/m.exec(last)?.[1]);
    }
    return true;
  } catch {
    return false;
  }
}
