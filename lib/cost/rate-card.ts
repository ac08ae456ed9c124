/** The rate card of a model at an instant, out of the shipped catalogue; no network, and a cache because matching is slow. */
import { LRUCache } from "lru-cache";
import { perRequest, picosOf } from "@/lib/core/money";
import { MINUTE } from "@/lib/core/time";
import type { Rate, RateCard } from "./price";
import type { TokenClass } from "./token-class";

/** The catalogue's own name and version; `rate-card.test.ts` compares it with the installed package. */
const VERSION = "genai-prices 0.1.8";

const CARDS_KEPT = 5_000;
/** Prices change by the date and by the time of day, the latter on half hours. */
const SLOT_MS = 30 * MINUTE;

type Library = typeof import("@pydantic/genai-prices");
type Prices = Readonly<Record<string, Price | undefined>>;
type Price = number | { readonly base: number; readonly tiers: readonly Tier[] };
type Tier = { readonly start: number; readonly price: number };

export type Catalogue = {
  readonly version: string;
  /** Null: the catalogue does not know that model at that provider. Without a provider, the model's name decides. */
  readonly rateCardFor: (provider: string, model: string, at: Date) => RateCard | null;
};

let opened: Promise<Catalogue> | undefined;

/** Opens the catalogue once a process. Reading it in costs a third of a second, so nothing does before it must. */
export function openCatalogue(): Promise<Catalogue> {
  opened ??= import("@pydantic/genai-prices").then(catalogueOf);
  return opened;
}

function catalogueOf(library: Library): Catalogue {
  const cards = new LRUCache<string, { readonly card: RateCard | null }>({ max: CARDS_KEPT });
  return {
    version: VERSION,
    rateCardFor: (provider, model, at) => {
      const key = [provider, model, Math.floor(at.getTime() / SLOT_MS)].join("\u001f");
      const kept = cards.get(key);
      if (kept) return kept.card;
      const card = lookUp(library, provider, model, at);
      cards.set(key, { card });
      return card;
    },
  };
}

function lookUp(library: Library, named: string, model: string, at: Date): RateCard | null {
  const providerId = providerIdOf(library, named);
  if (providerId === undefined) return null;
  for (const modelId of spellingsOf(library, providerId, model)) {
    const found = library.calcPrice({ input_tokens: 0 }, modelId, { providerId, timestamp: at });
    if (found) return cardOf(found.provider.id, found.model.id, found.model_price);
  }
  return null;
}

/** The library takes this word for "infer the provider from the model's name, or from a prefix of it". */
const INFER = "litellm";

/** Names that the catalogue does not know, or takes for somebody else: `azure.ai.openai` is not OpenAI. */
const ALIASES: readonly (readonly [pattern: RegExp, id: string])[] = [
  [/^az(ure)?(\W|_|openai|$)/, "azure"],
  [/^gcp(\W|_|$)/, "google"],
  [/^x[._-]?ai$/, "x-ai"],
  [/^fireworks\W?_?ai$/, "fireworks"],
  [/^together\W?_?ai$/, "together"],
];

function providerIdOf(library: Library, named: string): string | undefined {
  const name = named.trim().toLowerCase();
  if (name === "" || name === INFER) return INFER;
  // Some clients append the API to the provider: `groq.chat`, `xai.responses`.
  for (const spelling of [name, name.split(".")[0] ?? name]) {
    const providerId = ALIASES.find(([pattern]) => pattern.test(spelling))?.[1] ?? spelling;
    const provider = library.findProvider({ providerId });
    if (provider) return provider.id;
  }
  return undefined;
}

/** The model as it was sent, then without a resource path, then without the provider's own name in front. */
function spellingsOf(library: Library, providerId: string, model: string): string[] {
  const name = model.trim();
  const short = name.replace(/^(.*publishers\/[^/]+\/)?models\//, "");
  const [, prefix, rest] = /^([^/:]+)[/:](.+)$/.exec(short) ?? [];
  const isOwn =
    prefix !== undefined && library.findProvider({ providerId: prefix })?.id === providerId;
  return [...new Set([name, short, ...(isOwn && rest !== undefined ? [rest] : [])])];
}

/** A class that the catalogue does not price apart is charged as the class it is part of. */
function cardOf(provider: string, model: string, prices: Prices): RateCard {
  const input = rateOf(prices.input_mtok);
  const output = rateOf(prices.output_mtok);
  const cacheWrite = rateOf(prices.cache_write_5m_mtok ?? prices.cache_write_mtok) ?? input;
  const requests = prices.requests_kcount;
  const searches = prices.web_searches_kcount;
  return {
    provider,
    model,
    catalogue: VERSION,
    perRequest: typeof requests === "number" ? (perRequest(picosOf(requests), 1_000) ?? 0n) : 0n,
    input,
    cacheRead: rateOf(prices.cache_read_mtok) ?? input,
    cacheWrite,
    cacheWrite1h: rateOf(prices.cache_write_1h_mtok) ?? cacheWrite,
    output,
    reasoning: rateOf(prices.output_reasoning_mtok) ?? output,
    media: mediaOf(prices),
    perWebSearch: typeof searches === "number" ? perRequest(picosOf(searches), 1_000) : null,
  };
}

function mediaOf(prices: Prices): Readonly<Partial<Record<TokenClass, Rate>>> {
  // Where reading the cache has no price, a cached sound is charged as a sound.
  const isReadApart = prices.cache_read_mtok !== undefined;
  const read = (own: Price | undefined, whole: Price | undefined) =>
    own ?? (isReadApart ? undefined : whole);
  const priced: readonly (readonly [TokenClass, Price | undefined])[] = [
    ["inputAudio", prices.input_audio_mtok],
    ["inputImage", prices.input_image_mtok],
    ["inputVideo", prices.input_video_mtok],
    ["cacheReadAudio", read(prices.cache_audio_read_mtok, prices.input_audio_mtok)],
    ["cacheReadImage", read(prices.cache_image_read_mtok, prices.input_image_mtok)],
    ["cacheReadVideo", read(prices.cache_video_read_mtok, prices.input_video_mtok)],
    ["outputAudio", prices.output_audio_mtok],
    ["outputImage", prices.output_image_mtok],
    ["outputVideo", prices.output_video_mtok],
  ];
  const rated = priced.map(([of, price]) => [of, rateOf(price)] as const);
  return Object.fromEntries(rated.filter(([, rate]) => rate !== null));
}

function rateOf(price: Price | undefined): Rate | null {
  if (price === undefined) return null;
  if (typeof price === "number") return { base: perToken(price), tiers: [] };
  const tiers = price.tiers.toSorted((a, b) => a.start - b.start);
  return {
    base: perToken(price.base),
    tiers: tiers.map((tier) => ({ above: tier.start, rate: perToken(tier.price) })),
  };
}

/** From dollars a million tokens. All but a few prices of the catalogue are whole pico-dollars a token. */
const perToken = (dollarsPerMillion: number): bigint =>
  perRequest(picosOf(dollarsPerMillion), 1_000_000) ?? 0n;
