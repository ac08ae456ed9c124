/** Reads what the month would come to, had the project been set up differently, and what was kept of such questions. */
import { Fault } from "@/lib/core/fault";
import {
  type Basis,
  type Estimate,
  estimate,
  type Levers,
  type ModelPrice,
} from "@/lib/cost/what-if/estimate";
import { type ProjectCtx, query } from "@/lib/platform/operation";
import {
  type LeverInput,
  leversSchema,
  type ScenarioView,
  scenariosAskSchema,
  type WhatIfView,
  whatIfAskSchema,
} from "./schema";
import { type Found, readBasis } from "./store/basis";

export const readWhatIf = query({
  may: "telemetry:read",
  input: whatIfAskSchema,
  run: async (ctx, { levers }): Promise<WhatIfView> => {
    const found = await readBasis(ctx);
    if (!found)
      return { estimate: null, hitRate: null, types: [], models: [], days: 0, restNote: null };
    const { basis, restNote } = found;
    const requests = basis.types.reduce((sum, type) => sum + type.requests, 0);
    const lookups = basis.types.reduce((sum, type) => sum + type.lookups, 0);
    const hits = basis.types.reduce((sum, type) => sum + type.hits, 0);
    return {
      estimate: estimated(found, levers),
      hitRate: lookups === 0 ? null : hits / lookups,
      types: basis.types.map(({ agentType, requests: own }) => ({
        name: agentType,
        share: requests === 0 ? 0 : own / requests,
      })),
      models: modelsIn(basis),
      days: basis.days,
      restNote,
    };
  },
});

function modelsIn({ cells }: Basis): WhatIfView["models"] {
  const known = new Map(
    cells.map(({ provider, model }) => [`${provider} ${model}`, { provider, model }]),
  );
  return [...known.values()];
}

/** The same question for whoever keeps it. */
export async function estimateFor(ctx: ProjectCtx, levers: LeverInput): Promise<Estimate | null> {
  const found = await readBasis(ctx);
  return found && estimated(found, levers);
}

function estimated({ basis, priceNow }: Found, { models, ...rest }: LeverInput): Estimate {
  const prices = new Map<string, ModelPrice>();
  for (const { from, to } of models ?? []) {
    const price = priceNow(to.provider, to.model);
    if (!price)
      throw new Fault(
        "invalid",
        `models: ${to.model} has no price: neither the catalogue nor this project knows one`,
        { field: "models" },
      );
    prices.set(`${from.provider} ${from.model}`, price);
  }
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  const levers: Levers = {
    ...Object.fromEntries(given),
    ...(prices.size > 0 && { models: prices }),
  };
  return estimate(basis, levers);
}

export const listScenarios = query({
  may: "telemetry:read",
  input: scenariosAskSchema,
  run: async ({ db, project }): Promise<ScenarioView[]> => {
    const rows = await db.costScenario.findMany({
      where: { projectId: project.id },
      orderBy: { createdAt: "desc" },
    });
    return rows.map(({ id, name, byName, createdAt, levers, result }) => ({
      ...{ id, name, byName, at: createdAt.toISOString() },
      levers: leversSchema.parse(levers),
      // Only what we wrote ourselves is read back.
      result: result as unknown as Estimate,
    }));
  },
});
