/** What is asked and told about the documents that come with the release. */
import { z } from "zod";
import { projectField } from "@/lib/core/ask";
import type { Block, Heading } from "@/lib/runbooks/markdown/node";

export const documentsAskSchema = z.object({ project: projectField });
export const documentAskSchema = z.object({
  project: projectField,
  name: z.string().regex(/^[\w-]{1,80}$/, "is the name of a document"),
});

/** A path among the pictures of the release: names and folders only, nothing that climbs. */
export const pictureAskSchema = z.object({
  path: z.string().regex(/^(?:[\w-]{1,80}\/){0,3}[\w-]{1,80}\.(?:png|jpg|webp)$/, "is a picture"),
});

export type DocumentRow = {
  readonly name: string;
  readonly folder: string;
  readonly title: string;
};

export type DocumentView = DocumentRow & {
  readonly blocks: readonly Block[];
  readonly headings: readonly Heading[];
};
