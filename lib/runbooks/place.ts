/** Where runbooks lie: names from the paths of files, and where a link from one to another leads. */
import { folded } from "./letters";
import type { Picture } from "./markdown/node";

export type Place = { readonly collection: string; readonly path: string };

export type Known = Place & {
  readonly slug: string;
  readonly anchors: readonly string[];
};

const LONGEST = 80;

/** Addresses beside those of runbooks, which a runbook of such a name would be hidden by. */
const RESERVED = new Set(["import", "panel", "preview", "search"]);
export const isReserved = (slug: string): boolean => RESERVED.has(slug);
export const RESERVED_WHY = "is a name that the console needs for itself: choose another";

/** Empty where a path has no letter or digit. Letters that an address cannot carry become a few that stand for them. */
export function slugOfPath(path: string): string {
  const name = path.replace(/\.(?:md|markdown)$/i, "").replace(/\/(?:README|_?index)$/i, "");
  const plain = folded(name).replaceAll(/[^a-z0-9]+/g, "-");
  const told = plain.replaceAll(/^-+|-+$/g, "");
  const whole = /[^\P{L}a-z]/u.test(folded(name))
    ? `${told || "runbook"}-${shortHash(name)}`
    : told;
  return whole.slice(-LONGEST).replaceAll(/^-+|-+$/g, "");
}

/** Six signs of a text (FNV-1a): enough to tell a few thousand names apart, and the same in a browser. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text.normalize("NFC"))) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return ((hash ^ (hash >>> 24)) & 0xffffff).toString(16).padStart(6, "0");
}

/** First words of the console's addresses. */
const PAGES = new Set([
  ...["", "agents", "alerts", "cache", "connect", "cost", "deployments", "docs", "drills"],
  ...["errors", "incidents", "infrastructure", "journeys", "logs", "on-call", "reference"],
  ...["rollouts", "runbooks", "settings", "slos", "status", "traces", "users"],
]);

export type Target =
  | { readonly kind: "page"; readonly href: string }
  | { readonly kind: "runbook"; readonly slug: string; readonly anchor: string }
  | { readonly kind: "nothing"; readonly why: string };

export type Shelf = {
  readonly bySlug: ReadonlyMap<string, Known>;
  readonly byPath: ReadonlyMap<string, Known>;
  /** Documents beside the shipped runbooks, as `operations/scaling`. */
  readonly documents: ReadonlySet<string>;
  /** Those of the release, by their path among them, as `guide/overview.png`. */
  readonly pictures: ReadonlyMap<string, Picture>;
};

const keyOf = ({ collection, path }: Place): string => `${collection}\n${path.toLowerCase()}`;

export const shelfOf = (
  known: readonly Known[],
  documents: Iterable<string> = [],
  pictures: Shelf["pictures"] = new Map(),
): Shelf => ({
  bySlug: new Map(known.map((one) => [one.slug, one])),
  byPath: new Map(known.map((one) => [keyOf(one), one])),
  documents: new Set(documents),
  pictures,
});

/** Where a link without a scheme leads from a file. */
export function targetOf(raw: string, from: Place, shelf: Shelf): Target {
  const [beforeHash = "", anchor = ""] = raw.split("#", 2);
  const [pathname = "", search] = beforeHash.split("?", 2);
  const found = pathname.startsWith("/")
    ? absolute(pathname, from, shelf)
    : relative(decoded(pathname), from, shelf);
  if (found.kind === "page") {
    return {
      ...found,
      href: `${found.href}${search ? `?${search}` : ""}${anchor && `#${anchor}`}`,
    };
  }
  return found.kind === "runbook" ? { ...found, anchor: decoded(anchor) } : found;
}

function absolute(pathname: string, from: Place, shelf: Shelf): Target {
  const [, first = "", second] = pathname.split("/");
  if (/\.md$/i.test(pathname)) return relative(pathname.slice(1), { ...from, path: "" }, shelf);
  if (first === "runbooks" && second) return runbook(shelf.bySlug.get(decoded(second)));
  if (PAGES.has(first)) return { kind: "page", href: pathname };
  return { kind: "nothing", why: "the console has no such page" };
}

function relative(pathname: string, from: Place, shelf: Shelf): Target {
  const path = joined(from.path, pathname);
  if (path === null) return { kind: "nothing", why: "it leads out of its collection" };
  const plain = path.replace(/\/$/, "");
  const beside = from.collection === "" ? besideRunbooks(plain, shelf) : null;
  if (beside) return beside;
  const { collection } = from;
  const candidates = ["", ".md", "/README.md", "/index.md", "/_index.md"];
  const found = candidates.flatMap(
    (end) => shelf.byPath.get(keyOf({ collection, path: `${plain}${end}` })) ?? [],
  );
  return runbook(found[0]);
}

/** What lies in the other folders of the documents, where a shipped text links to it. */
function besideRunbooks(path: string, shelf: Shelf): Target | null {
  const [, folder, name = ""] = /^\.\.\/([\w-]+)\/([\w-]+)\.md$/.exec(path) ?? [];
  if (folder === "runbooks") return runbook(shelf.bySlug.get(name));
  const isThere = folder !== undefined && shelf.documents.has(`${folder}/${name}`);
  return isThere ? { kind: "page", href: `/docs/${name}` } : null;
}

/** Imported texts come without their pictures. */
export function pictureOf(raw: string, from: Place, { pictures }: Shelf): Picture | null {
  if (from.collection !== "" || raw.startsWith("/")) return null;
  const path = joined(from.path, decoded(raw));
  const [, name = ""] = /^\.\.\/images\/(.+)$/.exec(path ?? "") ?? [];
  return pictures.get(name) ?? null;
}

const runbook = (found: Known | undefined): Target =>
  found
    ? { kind: "runbook", slug: found.slug, anchor: "" }
    : { kind: "nothing", why: "there is no such runbook" };

/** A path relative to a file; one step above the root is kept, for what lies beside it. */
function joined(file: string, pathname: string): string | null {
  const parts = file.split("/").slice(0, -1);
  for (const part of pathname.split("/")) {
    if (part === "..") {
      if (parts.length === 0 || parts.at(-1) === "..") parts.push("..");
      else parts.pop();
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.filter((part) => part === "..").length > 1 ? null : parts.join("/");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The address, or null where it leads nowhere. */
export function addressOf(target: Target): string | null {
  if (target.kind === "page") return target.href;
  if (target.kind === "nothing") return null;
  return `/runbooks/${target.slug}${target.anchor && `#${encodeURIComponent(target.anchor)}`}`;
}

const PICTURE = /\.(?:png|jpe?g|gif|webp|svg|bmp|avif)$/i;

/** Why a link leads nowhere; null for one that holds. Addresses of the web are not tried. */
export function brokenWhy(raw: string, from: Known, shelf: Shelf): string | null {
  if (raw.startsWith("#")) return missing(decoded(raw.slice(1)), from);
  if (pictureOf(raw, from, shelf)) return null;
  const target = targetOf(raw, from, shelf);
  if (target.kind === "nothing") return PICTURE.test(raw) ? "the picture is not kept" : target.why;
  if (target.kind === "page") return null;
  const to = shelf.bySlug.get(target.slug);
  return to ? missing(target.anchor, to) : null;
}

const missing = (anchor: string, { anchors }: Known): string | null =>
  anchor === "" || anchors.includes(anchor.toLowerCase()) ? null : "there is no such section";
