/** What is asked and told about runbooks. */
import { z } from "zod";
import { PRINTABLE } from "@/lib/access/schema";
import type { Severity } from "@/lib/alerts/schema";
import type { AlertChart } from "@/lib/alerts/views";
import { projectField } from "@/lib/core/ask";
import type { Block, Heading } from "./markdown/node";
import { panelAskShape } from "./panel";
import { isReserved, RESERVED_WHY } from "./place";

/** The longest that is known in the wild has 77 thousand. */
export const MOST_CHARACTERS = 400_000;
const MOST_FILES = 200;

const slugField = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,79}$/,
    "is lower-case letters, digits and dashes, at most 80, with no dash first",
  );
const textField = z
  .string()
  .min(1, "is empty: write what to do")
  .max(MOST_CHARACTERS, `takes at most ${MOST_CHARACTERS} characters`);
const messageField = z
  .string()
  .trim()
  .max(300, "takes at most 300 characters")
  .regex(PRINTABLE, "must not hold control characters")
  .default("");

export const runbooksAskSchema = z.object({ project: projectField });
export const runbookAskSchema = z.object({ project: projectField, slug: slugField });
export const versionAskSchema = z.object({
  project: projectField,
  slug: slugField,
  number: z.coerce.number().int().min(0),
});
export const searchAskSchema = z.object({
  project: projectField,
  q: z.string().trim().max(200, "takes at most 200 characters"),
});
export const previewSchema = z.strictObject({
  project: projectField,
  slug: slugField.optional(),
  text: textField,
});
export const panelAskSchema = z.strictObject({ project: projectField, ...panelAskShape });

export const newRunbookSchema = z.strictObject({
  project: projectField,
  slug: slugField.refine((slug) => !isReserved(slug), RESERVED_WHY),
  text: textField,
  message: messageField,
});
export const runbookChangeSchema = z.strictObject({
  project: projectField,
  slug: slugField,
  /** As it was read: what somebody else has written since is not overwritten. */
  revision: z.int().min(0),
  text: textField,
  message: messageField,
});
export const ownerSchema = z.strictObject({
  project: projectField,
  slug: slugField,
  ownerId: z.uuid().nullable(),
});
export const removalSchema = z.strictObject({
  project: projectField,
  slug: slugField,
  reason: z.string().trim().min(1, "say why").max(500).regex(PRINTABLE),
});
export const useSchema = z.strictObject({
  project: projectField,
  slug: slugField,
  isDrill: z.boolean().default(false),
});
export const importSchema = z.strictObject({
  project: projectField,
  collection: z
    .string()
    .trim()
    .max(60, "takes at most 60 characters")
    .regex(PRINTABLE)
    .default("")
    .describe("Files of one collection find each other by their paths."),
  files: z
    .array(
      z.strictObject({
        path: z
          .string()
          .trim()
          .min(1, "must not be empty")
          .max(300, "takes at most 300 characters")
          .regex(PRINTABLE, "must not hold control characters"),
        text: z
          .string()
          .max(1_000_000)
          .describe("One that is empty or too long is refused, and the others are brought."),
      }),
    )
    .min(1, "takes at least one file")
    .max(MOST_FILES, `takes at most ${MOST_FILES} files at once`),
});

export type RunbookKept = { readonly slug: string; readonly revision: number };

export type ImportedFile = {
  readonly path: string;
  readonly slug: string | null;
  readonly what: "created" | "updated" | "unchanged" | "refused";
  /** Why it was refused, or what was written here that it took the place of. */
  readonly reason: string | null;
};

export type BrokenLink = { readonly href: string; readonly why: string };

type NamedRule = { readonly id: string; readonly name: string; readonly severity: Severity };

export type RunbookRow = {
  readonly slug: string;
  readonly title: string;
  readonly summary: string | null;
  readonly collection: string;
  readonly isShipped: boolean;
  /** The project has a text of its own. */
  readonly isOwn: boolean;
  readonly owner: string | null;
  readonly lastUsedAt: string | null;
  readonly lastDrilledAt: string | null;
  readonly updatedAt: string | null;
  readonly brokenLinks: number;
  readonly rules: readonly NamedRule[];
};

/** A rule that wakes somebody and does not say what to do. */
export type UnguidedRule = NamedRule & {
  /** What it names, where there is no such runbook; null where it names none. */
  readonly names: string | null;
};

export type RunbooksView = {
  readonly runbooks: readonly RunbookRow[];
  readonly unguided: readonly UnguidedRule[];
};

export type VersionView = {
  /** 0 is the shipped text. */
  readonly number: number;
  readonly message: string;
  readonly author: string | null;
  readonly at: string | null;
};

export type RunbookView = Omit<RunbookRow, "brokenLinks"> & {
  readonly ownerId: string | null;
  readonly revision: number;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly headings: readonly Heading[];
  readonly alerts: readonly string[];
  readonly brokenLinks: readonly BrokenLink[];
  /** Newest first. */
  readonly versions: readonly VersionView[];
};

export type VersionText = VersionView & { readonly text: string };

export type PreviewView = {
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly headings: readonly Heading[];
  readonly brokenLinks: readonly BrokenLink[];
};

/** A text with what was looked for in it told apart. */
export type Marked = readonly { readonly text: string; readonly isHit: boolean }[];

export type SearchHit = {
  readonly slug: string;
  readonly anchor: string;
  readonly title: Marked;
  readonly heading: Marked;
  readonly excerpt: Marked;
};
export type SearchView = {
  readonly hits: readonly SearchHit[];
  /** What was looked for instead, where nothing was found as it was written. */
  readonly instead: string | null;
};

export type PanelView = Pick<AlertChart, "axis" | "lines" | "unit" | "signal">;
