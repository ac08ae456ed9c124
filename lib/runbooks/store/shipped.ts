/** The runbooks and documents that come with the release. */
import { createHash } from "node:crypto";
import { shippedPictures } from "@/lib/platform/pictures";
import { shared } from "@/lib/platform/process";
import { shippedTexts } from "@/lib/platform/texts";
import type { Picture } from "@/lib/runbooks/markdown/node";
import type { Known } from "@/lib/runbooks/place";
import { type Facts, type Reading, readingOf } from "@/lib/runbooks/reading";

export type Shipped = Known &
  Pick<Reading, "title" | "summary" | "sections"> & {
    readonly text: string;
    readonly hash: string;
    readonly facts: Facts;
  };

/** Raised when texts are taken apart differently: those that are kept are then taken apart anew. */
export const WAY = "2";

export const hashOf = (text: string): string =>
  `${WAY}.${createHash("sha256").update(text).digest("base64url").slice(0, 24)}`;

/** By slug. The index of the folder is no runbook. */
export const shippedRunbooks = (): ReadonlyMap<string, Shipped> =>
  shared("shipped-runbooks", () => {
    const files = shippedTexts("docs/runbooks").filter(({ name }) => name !== "README");
    return new Map(files.map(({ name, text }) => [name, shippedOf(name, text)]));
  });

function shippedOf(slug: string, text: string): Shipped {
  const place = { collection: "", path: `${slug}.md` };
  const { title, summary, facts, sections } = readingOf(text, place);
  const { anchors } = facts;
  return { slug, ...place, title, summary, facts, anchors, sections, text, hash: hashOf(text) };
}

export type ShippedDocument = {
  /** As its address has it. */
  readonly name: string;
  readonly folder: string;
  readonly text: string;
};

const FOLDERS = ["operations", "security"];

/** The documents beside them; the index of a folder is none. */
export const shippedDocuments = (): readonly ShippedDocument[] =>
  shared("shipped-documents", () =>
    FOLDERS.flatMap((folder) =>
      shippedTexts(`docs/${folder}`)
        .filter(({ name }) => name !== "README")
        .map(({ name, text }) => ({ name, folder, text })),
    ),
  );

/** The pictures of the texts, with the address that serves them. */
export const shownPictures = (): ReadonlyMap<string, Picture> =>
  shared("shown-pictures", () => {
    const all = [...shippedPictures()];
    return new Map(
      all.map(([path, { width, height }]) => {
        const src = `/api/v1/pictures?${new URLSearchParams({ path })}`;
        return [path, { src, width, height }];
      }),
    );
  });
