/** The prices of each project in this process's memory, a second behind the database at most. */
import { Fault } from "@/lib/core/fault";
import { priceBook } from "@/lib/cost/price-book";
import { openCatalogue } from "@/lib/cost/rate-card";
import type { PriceFor } from "@/lib/cost/resolve";
import { log } from "@/lib/platform/log";
import { pool } from "@/lib/platform/pool";
import { shared } from "@/lib/platform/process";
import { readOverrides } from "./overrides";

const POLL_MS = 1_000;
/** Prices that nobody asked for this long are forgotten. */
const FORGET_MS = 10 * 60_000;

type Held = { readonly priceFor: PriceFor; readonly revision: number };
type Kept = { readonly held: Held; usedAt: number };
type Books = {
  readonly projects: Map<number, Kept>;
  readonly loading: Map<number, Promise<Held>>;
  timer: NodeJS.Timeout | undefined;
};

const books = () =>
  shared<Books>("live-prices", () => ({
    projects: new Map(),
    loading: new Map(),
    timer: undefined,
  }));

/** From memory, but for the first time. */
export async function pricesOf(projectId: number): Promise<PriceFor> {
  const known = books().projects.get(projectId);
  if (known) {
    known.usedAt = Date.now();
    return known.held.priceFor;
  }
  return (await load(projectId)).priceFor;
}

/** Looks at once: a change made in this process need not wait. */
export async function refreshPrices(projectId: number): Promise<void> {
  // A load under way may have begun before the change.
  await books()
    .loading.get(projectId)
    ?.catch(() => undefined);
  await load(projectId);
}

function load(projectId: number): Promise<Held> {
  const { loading, projects } = books();
  const under = loading.get(projectId);
  if (under !== undefined) return under;
  const work = read(projectId)
    .then((held) => {
      projects.set(projectId, { held, usedAt: Date.now() });
      keepPolling();
      return held;
    })
    .finally(() => loading.delete(projectId));
  loading.set(projectId, work);
  return work;
}

/** The revision is read before the overrides, so it is never too new. */
async function read(projectId: number): Promise<Held> {
  const { rateCardFor } = await openCatalogue();
  try {
    const revision = (await revisionsOf([projectId])).get(projectId) ?? 0;
    return { priceFor: priceBook(rateCardFor, await readOverrides(pool(), projectId)), revision };
  } catch (cause) {
    const message = "The prices cannot be read from the database; try again";
    throw new Fault("unavailable", message, { retryAfterSeconds: 2 }, { cause });
  }
}

async function revisionsOf(projectIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const { rows } = await pool().query<{ project_id: number; revision: number }>(
    "SELECT project_id, revision FROM price_state WHERE project_id = ANY($1)",
    [projectIds],
  );
  return new Map(rows.map(({ project_id: id, revision }) => [id, revision]));
}

function keepPolling(): void {
  const held = books();
  held.timer ??= setTimeout(() => void poll(), POLL_MS).unref();
}

/** While the database is away calls get the prices that were true last. */
async function poll(): Promise<void> {
  const held = books();
  try {
    for (const [projectId, { usedAt }] of held.projects)
      if (Date.now() - usedAt > FORGET_MS) held.projects.delete(projectId);
    const revisions = await revisionsOf([...held.projects.keys()]);
    for (const [projectId, { held: known }] of held.projects)
      if ((revisions.get(projectId) ?? 0) !== known.revision) await load(projectId);
  } catch (error) {
    log.debug("the prices could not be compared with the database; it is tried again", { error });
  }
  held.timer = undefined;
  if (held.projects.size > 0) keepPolling();
}
