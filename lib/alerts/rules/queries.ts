/** Reads about alert rules: the list with how each stands, one of them, what it would have done, and a file to bring. */
import { inProjectSchema } from "@/lib/access/schema";
import { backtest } from "@/lib/alerts/backtest";
import { readHistory } from "@/lib/alerts/reader/history";
import { Fault } from "@/lib/core/fault";
import { DAY, floorTo, MINUTE } from "@/lib/core/time";
import type { Db } from "@/lib/platform/db";
import type { Download } from "@/lib/platform/http-download";
import { query } from "@/lib/platform/operation";
import { bounded } from "./bounded";
import { importedFrom, writtenFile } from "./file";
import { rowOf, specOf, viewOf } from "./keep";
import { previewOf } from "./preview";
import {
  type BacktestView,
  backtestSchema,
  type PreviewRow,
  previewSchema,
  type RuleRow,
  type RuleView,
  ruleIdSchema,
} from "./schema";

export const listRules = query({
  may: "alerts:read",
  input: inProjectSchema,
  run: async ({ db, project }): Promise<RuleRow[]> => {
    const rows = await db.alertRule.findMany({
      where: { projectId: project.id },
      include: { state: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
    });
    return rows.map((row) => rowOf(row));
  },
});

export const readRule = query({
  may: "alerts:read",
  input: ruleIdSchema,
  run: async ({ db, project }, { id }): Promise<RuleView> =>
    viewOf(await foundRule(db, project.id, id)),
});

/** Another project's rule and one that does not exist answer alike. */
export async function foundRule(db: Db, projectId: number, id: string) {
  const row = await db.alertRule.findFirst({ where: { id, projectId }, include: { state: true } });
  if (!row) throw new Fault("not-found", "There is no such alert rule in this project");
  return row;
}

/** The steps of a backtest are those of the five-minute rollups. */
const STEP_MS = 5 * MINUTE;

export const backtestRule = query({
  may: "alerts:read",
  input: backtestSchema,
  run: async ({ pool, project, now }, { rule, days, give }): Promise<BacktestView> => {
    const to = floorTo(now, STEP_MS);
    const from = new Date(to.getTime() - days * DAY);
    const read = await readHistory(pool, project, rule, from, to);
    const { history, omitted } = bounded(read, rule.comparison);
    const zone = project.timeZone;
    return give === "history"
      ? { kind: "history", history, omitted, zone }
      : { kind: "result", omitted, zone, ...backtest(rule, history, zone) };
  },
});

export const previewImport = query({
  may: "rules:write",
  input: previewSchema,
  run: async ({ db, project }, { text }): Promise<PreviewRow[]> => {
    const imported = importedFrom(text);
    const names = imported.map(({ name }) => name);
    const taken = await db.alertRule.findMany({
      where: { projectId: project.id, name: { in: names } },
      select: { name: true },
    });
    return previewOf(imported, new Set(taken.map(({ name }) => name)));
  },
});

/** As Prometheus reads it, with what it cannot hold told in comments. */
export const exportRules = query({
  may: "alerts:read",
  input: inProjectSchema,
  run: async ({ db, project }): Promise<Download> => {
    const rows = await db.alertRule.findMany({
      where: { projectId: project.id },
      orderBy: [{ name: "asc" }, { id: "asc" }],
    });
    const text = writtenFile(rows.map(specOf));
    return {
      contentType: "application/yaml; charset=utf-8",
      filename: `${project.slug}-alert-rules.yml`,
      parts: only(text),
    };
  },
});

async function* only(text: string) {
  yield text;
}
