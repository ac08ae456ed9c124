/** The operations on rollouts, in the order in which somebody meets them. */
import { z } from "zod";
import type { Described } from "@/lib/platform/openapi";
import {
  actOnRollout,
  changePlan,
  draftRollout,
  endFreeze,
  judgeRollback,
  openFreeze,
} from "@/lib/rollouts/commands";
import { planSchema } from "@/lib/rollouts/plan";
import {
  readRollout,
  readRollouts,
  readRolloutTraffic,
  replayRollout,
  tryGates,
} from "@/lib/rollouts/queries";
import { presetPlanSchema } from "@/lib/rollouts/schema";

const STALE = "Somebody moved it since it was read, or another rollout moves the flag.";

export const ROLLOUT_OPERATIONS: readonly Described[] = [
  {
    at: "GET /api/v1/rollouts",
    operation: readRollouts,
    summary: "List rollouts",
    answers: { 200: "What moves, what is planned, what is over, and the freeze windows." },
  },
  {
    at: "GET /api/v1/rollout-traffic",
    operation: readRolloutTraffic,
    summary: "Read what the bake planner goes by",
    answers: { 200: "Requests a minute, and the share that failed." },
  },
  {
    at: "POST /api/v1/rollout-trials",
    operation: tryGates,
    summary: "Try a plan's gates on the past",
    says: "The control is in both arms, so whatever would roll back is a false alarm. Nothing is moved.",
    answers: { 200: "What the gates would have said." },
  },
  {
    at: "POST /api/v1/rollouts",
    operation: draftRollout,
    fields: { plan: z.union([presetPlanSchema, planSchema]) },
    summary: "Plan a rollout",
    says: "From a preset or a plan of one's own. Nothing moves until it is started.",
    answers: { 201: "The draft.", 409: "The name is taken, or the flag does not fit the plan." },
  },
  {
    at: "GET /api/v1/rollouts/{key}",
    operation: readRollout,
    summary: "Read a rollout with its evidence",
    says: "Its `revision` goes with each act.",
    answers: { 200: "Plan, state, gates with both arms, exposure, verdict and history." },
  },
  {
    at: "PUT /api/v1/rollouts/{key}",
    operation: changePlan,
    summary: "Change a plan",
    says: "A running one gets another version; flag, arms, promise, gates and the stages behind it stay.",
    answers: { 200: "The rollout as it is now.", 409: STALE },
  },
  {
    at: "POST /api/v1/rollouts/{key}/acts",
    operation: actOnRollout,
    summary: "Start, approve, pause, resume, promote, roll back, abort or restart",
    says: "Of two who press at once one wins, and the other is told.",
    answers: { 200: "The rollout as it is now.", 409: STALE },
  },
  {
    at: "POST /api/v1/rollouts/{key}/replay",
    operation: replayRollout,
    summary: "Judge the stored minutes again",
    answers: { 200: "The verdict, and whether it is the same to the bit." },
  },
  {
    at: "PUT /api/v1/rollouts/{key}/rollbacks/{attempt}",
    operation: judgeRollback,
    summary: "Say whether a rollback was right",
    answers: { 200: "The judgement.", 409: "This attempt was not rolled back." },
  },
  {
    at: "POST /api/v1/freeze-windows",
    operation: openFreeze,
    summary: "Open a freeze window",
    says: "Nothing is promoted within it; rolling back is never held up.",
    answers: { 201: "The window." },
  },
  {
    at: "POST /api/v1/freeze-windows/{id}/end",
    operation: endFreeze,
    summary: "End a freeze window now",
    answers: { 200: "The window as it is now." },
  },
];
