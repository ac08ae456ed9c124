/** How the browser ends a flag and takes it back: the only place these URLs are spelled. */
import { postJson } from "@/lib/browser/http";

const urlOf = (key: string): string => `/api/v1/flags/${encodeURIComponent(key)}`;

type Archived = { readonly isArchived: boolean; readonly reason: string };

export const archiveFlag = (project: string, key: string, archived: Archived): Promise<unknown> =>
  postJson(`${urlOf(key)}/archive`, { project, ...archived });

type Graduated = { readonly keep: string | null; readonly was: number; readonly reason?: string };

export const graduateFlag = (project: string, key: string, graduated: Graduated) =>
  postJson<unknown>(`${urlOf(key)}/graduate`, { project, ...graduated });
