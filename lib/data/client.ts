/** How the browser asks about stored and refused data: the only place these URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, postJson } from "@/lib/browser/http";
import { polling } from "@/lib/browser/live";
import type { RecoveryView } from "./recovery/schema";
import type {
  QuarantinedDetail,
  QuarantineView,
  ReconciliationView,
  ReplayOutcome,
  StorageView,
} from "./schema";

export const storageQuery = (project: string, live = true) =>
  queryOptions({
    queryKey: ["storage", { project }],
    queryFn: ({ signal }) => getJson<StorageView>("/api/v1/data", { project }, signal),
    ...polling({ project }, live),
  });

export const reconciliationQuery = (project: string, live = true) =>
  queryOptions({
    queryKey: ["reconciliation", { project }],
    queryFn: ({ signal }) =>
      getJson<ReconciliationView>("/api/v1/data/reconciliation", { project }, signal),
    ...polling({ project }, live),
  });

export const recoveryQuery = (project: string, live = true) =>
  queryOptions({
    queryKey: ["recovery", { project }],
    queryFn: ({ signal }) => getJson<RecoveryView>("/api/v1/data/recovery", { project }, signal),
    ...polling({ project }, live),
  });

export const quarantineQuery = (project: string, code: string | null, live = true) =>
  queryOptions({
    queryKey: ["quarantine", { project }, code],
    queryFn: ({ signal }) =>
      getJson<QuarantineView>("/api/v1/quarantine", { project, code }, signal),
    ...polling({ project }, live),
  });

export const quarantinedQuery = (project: string, id: string) =>
  queryOptions({
    queryKey: ["quarantined", { project }, id],
    queryFn: ({ signal }) =>
      getJson<QuarantinedDetail>(
        `/api/v1/quarantine/${encodeURIComponent(id)}`,
        { project },
        signal,
      ),
  });

/** One row, or all of a reason, or all. A mended body goes with one row. */
export type Choice = {
  readonly ids?: readonly string[];
  readonly code?: string;
  readonly body?: string;
};

export const discard = (project: string, choice: Choice): Promise<{ readonly discarded: number }> =>
  postJson("/api/v1/quarantine/discard", { project, ...choice });

export const replay = (project: string, choice: Choice): Promise<ReplayOutcome> =>
  postJson("/api/v1/quarantine/replay", { project, ...choice });
