/** How the browser asks about flags and changes them: the only place their URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, postJson } from "@/lib/browser/http";
import { polling } from "@/lib/browser/live";
import type { DrillView } from "./drill";
import type { Explanation } from "./explanation";
import type { FlagDraft } from "./schema";
import type { FlagsView, FlagView, PreviewView } from "./views";

const BASE = "/api/v1/flags";
const urlOf = (key: string): string => `${BASE}/${encodeURIComponent(key)}`;

/** Everything that shows flags. */
export const FLAGS_KEY = ["flags"] as const;

export const flagsQuery = (project: string, live = true) =>
  queryOptions({
    queryKey: ["flags", { project }],
    queryFn: ({ signal }) => getJson<FlagsView>("/api/v1/flag-states", { project }, signal),
    ...polling({ project }, live),
  });

export const flagQuery = (project: string, key: string, live = true) =>
  queryOptions({
    queryKey: ["flags", { project }, { key }],
    queryFn: ({ signal }) => getJson<FlagView>(urlOf(key), { project }, signal),
    ...polling({ project, range: "15m" }, live),
  });

export const drillsQuery = (project: string, key: string, live = true) =>
  queryOptions({
    queryKey: ["flags", { project }, { key }, "drills"],
    queryFn: ({ signal }) =>
      getJson<{ drills: readonly DrillView[] }>(`${urlOf(key)}/drills`, { project }, signal),
    ...polling({ project, range: "15m" }, live),
  });

export const drillFlag = (project: string, key: string, environment: string): Promise<unknown> =>
  postJson(`${urlOf(key)}/drills`, { project, environment });

type Switched = {
  readonly environment: string;
  readonly isEnabled: boolean;
  readonly reason: string;
};

export const switchFlag = (project: string, key: string, switched: Switched): Promise<unknown> =>
  postJson(`${urlOf(key)}/switch`, { project, ...switched });

type Change = { readonly flag: FlagDraft; readonly was: number | null };
type Saved = Change & { readonly reason: string };

/** What a change would do, or why it is refused. */
export const previewFlag = (project: string, change: Change): Promise<PreviewView> =>
  postJson("/api/v1/flag-previews", { project, ...change });

export const saveFlag = (project: string, saved: Saved): Promise<unknown> =>
  postJson(BASE, { project, ...saved });

type Restored = { readonly version: number; readonly was: number; readonly reason: string };

export const restoreFlag = (project: string, key: string, restored: Restored): Promise<unknown> =>
  postJson(`${urlOf(key)}/restore`, { project, ...restored });

type Tried = { readonly environment: string; readonly context: unknown };

export const tryFlag = (project: string, key: string, tried: Tried): Promise<Explanation> =>
  postJson(`${urlOf(key)}/try`, { project, ...tried });
