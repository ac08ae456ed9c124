/** How a panel stays fresh: polling that is jittered, stops when nobody looks, and keeps the old answer on screen. */
import type { Ask } from "@/lib/core/ask";
import { Fault } from "@/lib/core/fault";
import { HOUR, RANGES, SECOND } from "@/lib/core/time";

const CALM_MS = 5 * SECOND;
const EAGER_MS = 2 * SECOND;
const JITTER = 0.15;
const RETRIES = 2;

type Answered = { readonly state: { readonly dataUpdatedAt: number } };

/**
 * Viewers who opened a page together must not ask together for ever. The same until the next answer: a pace that
 * differed at every look would start the wait anew with each drawing of the page, and a busy page would never ask again.
 */
function jittered(ms: number, { state }: Answered): number {
  const scattered = Math.imul(state.dataUpdatedAt % 2 ** 31, 2_654_435_761) >>> 0;
  return ms * (1 - JITTER + 2 * JITTER * (scattered / 2 ** 32));
}

/** The pace of a question: false for a fixed past or a paused page, quicker for a short range. */
export function paceOf(asked: Partial<Ask>, live: boolean): number | false {
  if (!live || asked.to !== undefined) return false;
  return RANGES[asked.range ?? "24h"] <= HOUR ? EAGER_MS : CALM_MS;
}

type Earlier = { readonly queryKey: readonly unknown[] } | undefined;

const projectIn = (key: readonly unknown[]): unknown =>
  key.map((part) => (part as Partial<Ask> | null)?.project).find((name) => name !== undefined);

/**
 * Options to spread into `queryOptions`: refetching, retries, and the previous answer kept while the next is read.
 * Another project's answer is never kept: it would be a lie for as long as the read takes.
 */
export function polling(asked: Partial<Ask>, live = true) {
  const pace = paceOf(asked, live);
  return {
    refetchInterval: (query: Answered) =>
      pace === false ? (false as const) : jittered(pace, query),
    refetchIntervalInBackground: false,
    refetchOnWindowFocus: pace !== false,
    staleTime: SECOND,
    retry: worthRetrying,
    placeholderData: <T>(previous: T | undefined, earlier?: Earlier): T | undefined =>
      projectIn(earlier?.queryKey ?? []) === asked.project ? previous : undefined,
  };
}

/** Only what may pass by itself is worth asking again at once. */
export function worthRetrying(failures: number, error: Error): boolean {
  const passing = !(error instanceof Fault) || ["unavailable", "rate-limited"].includes(error.code);
  return passing && failures < RETRIES;
}
