/** How the browser asks about rollouts and moves them: the only place their URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, postJson, sendJson } from "@/lib/browser/http";
import { polling } from "@/lib/browser/live";
import type { Traffic } from "./bake";
import type { Plan } from "./plan";
import type { ActName } from "./schema";
import type { GateTrial, ReplayView, RolloutDetail, RolloutsView } from "./views";

const BASE = "/api/v1/rollouts";
const urlOf = (key: string): string => `${BASE}/${encodeURIComponent(key)}`;

/** Everything that shows rollouts. */
export const ROLLOUTS_KEY = ["rollouts"] as const;

export const rolloutsQuery = (project: string, live = true) =>
  queryOptions({
    queryKey: ["rollouts", { project }],
    queryFn: ({ signal }) => getJson<RolloutsView>(BASE, { project }, signal),
    ...polling({ project, range: "15m" }, live),
  });

export const rolloutQuery = (project: string, key: string, live = true) =>
  queryOptions({
    queryKey: ["rollouts", { project }, { key }],
    queryFn: ({ signal }) => getJson<RolloutDetail>(urlOf(key), { project }, signal),
    ...polling({ project, range: "15m" }, live),
  });

/** What the bake planner goes by. */
export const trafficQuery = (project: string, environment: string) =>
  queryOptions({
    queryKey: ["rollouts", { project }, "traffic", { environment }],
    queryFn: ({ signal }) =>
      getJson<Traffic>("/api/v1/rollout-traffic", { project, environment }, signal),
    staleTime: 60_000,
  });

export const draftRollout = (
  project: string,
  plan: Plan,
  reason: string,
): Promise<{ key: string }> => postJson(BASE, { project, plan, ...(reason !== "" && { reason }) });

export const tryGates = (project: string, plan: Plan, days: number): Promise<GateTrial> =>
  postJson("/api/v1/rollout-trials", { project, plan, days });

type Change = { readonly plan: Plan; readonly revision: number; readonly reason: string };

export const changePlan = (project: string, key: string, change: Change): Promise<unknown> =>
  sendJson("PUT", urlOf(key), { project, ...change });

export type Pressed = {
  readonly act: ActName;
  readonly revision: number;
  readonly reason: string;
  readonly users?: "same" | "fresh";
  /** The split has been live since then. */
  readonly since?: string;
};

export const actOn = (project: string, key: string, pressed: Pressed): Promise<unknown> =>
  postJson(`${urlOf(key)}/acts`, { project, ...pressed });

export const replay = (project: string, key: string): Promise<ReplayView> =>
  postJson(`${urlOf(key)}/replay`, { project });

type Judged = { readonly attempt: number; readonly isFalse: boolean; readonly reason: string };

export const judgeRollback = (
  project: string,
  key: string,
  { attempt, ...said }: Judged,
): Promise<unknown> => sendJson("PUT", `${urlOf(key)}/rollbacks/${attempt}`, { project, ...said });

export type Freeze = {
  readonly environment?: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
};

export const openFreeze = (project: string, freeze: Freeze): Promise<unknown> =>
  postJson("/api/v1/freeze-windows", { project, ...freeze });

export const endFreeze = (project: string, id: string): Promise<unknown> =>
  postJson(`/api/v1/freeze-windows/${encodeURIComponent(id)}/end`, { project });
