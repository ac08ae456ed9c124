/** How the browser asks about rollouts and moves them: the only place their URLs are spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson, postJson } from "@/lib/browser/http";
import { polling } from "@/lib/browser/live";
import type { Preset } from "./presets";
import type { ActName } from "./schema";
import type { ReplayView, RolloutDetail, RolloutsView } from "./views";

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

export type PresetPlan = {
  readonly preset: Preset;
  readonly key: string;
  readonly flag: string;
  readonly environment: string;
  readonly canary: string;
  readonly control: string;
};

export const draftRollout = (project: string, plan: PresetPlan): Promise<{ key: string }> =>
  postJson(BASE, { project, plan });

export type Pressed = {
  readonly act: ActName;
  readonly revision: number;
  readonly reason: string;
  readonly users?: "same" | "fresh";
};

export const actOn = (project: string, key: string, pressed: Pressed): Promise<unknown> =>
  postJson(`${urlOf(key)}/acts`, { project, ...pressed });

export const replay = (project: string, key: string): Promise<ReplayView> =>
  postJson(`${urlOf(key)}/replay`, { project });

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
