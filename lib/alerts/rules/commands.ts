/** Writes of alert rules: made, copied, brought from Prometheus, changed, switched, and removed. */
import { ruleSchema } from "@/lib/alerts/schema";
import { closeRule } from "@/lib/alerts/store/close";
import { Fault } from "@/lib/core/fault";
import type { Transaction } from "@/lib/platform/db";
import { type Audit, command } from "@/lib/platform/operation";
import { differencesOf, type Sides, watchesElse } from "./differences";
import { importedFrom } from "./file";
import { specOf } from "./keep";
import { chosenFrom, freeName } from "./preview";
import { foundRule } from "./queries";
import { judgeReceivers } from "./receivers";
import {
  importSchema,
  newRuleSchema,
  type RuleMade,
  ruleChangeSchema,
  ruleIdSchema,
  ruleRemovalSchema,
  ruleSwitchSchema,
} from "./schema";
import { staleMessage } from "./stale";
import { asJson, databaseNow, evaluateSoon, holdEvaluation, keepRules, uniquely } from "./store";

const UPDATED = "alert-rule.update";
/** More changes than these within one edit are not told one by one. */
const TOLD_CHANGES = 5;

export const createRule = command({
  may: "rules:write",
  input: newRuleSchema,
  run: async ({ db, project }, { rule }): Promise<RuleMade> => {
    const [made] = await keepRules(db, project.id, [rule]);
    if (!made) throw new Error("One rule in is one rule kept");
    return made;
  },
  audit: ({ rule }, { id }) => ({
    action: "alert-rule.create",
    object: { kind: "alert-rule", id },
    after: asJson(rule),
  }),
});

/** The copy is off: two of a kind would tell everything twice. */
export const duplicateRule = command({
  may: "rules:write",
  input: ruleIdSchema,
  run: async ({ db, project }, { id }) => {
    const known = specOf(await foundRule(db, project.id, id));
    const others = await db.alertRule.findMany({
      where: { projectId: project.id },
      select: { name: true },
    });
    const name = freeName(known.name, new Set(others.map((one) => one.name)));
    const copy = { ...known, name, isEnabled: false };
    const [made] = await keepRules(db, project.id, [copy]);
    if (!made) throw new Error("One rule in is one rule kept");
    return { ...made, of: known.name, copy };
  },
  afterwards: async (_ctx, { of: _of, copy: _copy, ...made }): Promise<RuleMade> => made,
  audit: (_input, { id, of, copy }) => ({
    action: "alert-rule.duplicate",
    object: { kind: "alert-rule", id },
    after: asJson({ ...copy, copyOf: of }),
  }),
});

export const importRules = command({
  may: "rules:write",
  input: importSchema,
  run: async ({ db, project }, { text, chosen }): Promise<{ readonly created: RuleMade[] }> => {
    const rules = chosenFrom(importedFrom(text), chosen).map((rule) => ruleSchema.parse(rule));
    if (rules.length < new Set(chosen).size)
      throw new Fault("invalid", "Some of the chosen rules cannot be translated: see the preview", {
        field: "chosen",
      });
    return { created: await keepRules(db, project.id, rules) };
  },
  audit: (_input, { created }, { project }) => ({
    action: "alert-rule.import",
    object: { kind: "alert-rule", id: project.slug },
    after: { rules: created.map(({ id, name }) => ({ id, name })) },
  }),
});

/** An open alert ends where the rule looks at something else from now on, or at nothing. */
export const updateRule = command({
  may: "rules:write",
  input: ruleChangeSchema,
  run: async ({ db, project }, { id, revision, rule }) => {
    await holdEvaluation(db, id);
    const known = await foundRule(db, project.id, id);
    await judgeReceivers(db, project.id, [rule]);
    const sides = differencesOf(specOf(known), rule);
    const isUnchanged = Object.keys(sides.after).length === 0;
    const next = isUnchanged ? revision : revision + 1;
    const now = await databaseNow(db);
    const { name, severity, isEnabled } = rule;
    // Whether it is stale is decided by the row itself, so that of two who save at once one is told.
    const { count } = await uniquely(name, () =>
      db.alertRule.updateMany({
        where: { id, projectId: project.id, revision },
        data: isUnchanged
          ? { revision }
          : { name, severity, isEnabled, spec: asJson(rule), revision: next, updatedAt: now },
      }),
    );
    if (count === 0) throw await staleFault(db, project.id, id, revision);
    if (watchesElse(sides)) await closeRule(db, id, "ruleChanged", now);
    else if (sides.after.isEnabled === false) await closeRule(db, id, "ruleDisabled", now);
    if (!isUnchanged) await evaluateSoon(db, id, now);
    return { id, name, revision: next, sides };
  },
  afterwards: async (_ctx, { id, name, revision }): Promise<RuleMade> => ({ id, name, revision }),
  audit: (_input, { id, revision, sides }) => changeAudit(id, revision, sides),
});

async function staleFault(
  tx: Transaction,
  projectId: number,
  id: string,
  revision: number,
): Promise<Fault> {
  const entries = await tx.auditEntry.findMany({
    where: { projectId, objectKind: "alert-rule", objectId: id, action: UPDATED },
    orderBy: { seq: "desc" },
    take: TOLD_CHANGES,
  });
  return new Fault("conflict", staleMessage(entries, revision), { field: "revision" });
}

/** On or off, whatever else somebody is changing in it. */
export const switchRule = command({
  may: "rules:write",
  input: ruleSwitchSchema,
  run: async ({ db, project }, { id, isEnabled }) => {
    await holdEvaluation(db, id);
    const known = await foundRule(db, project.id, id);
    const { revision, name } = known;
    if (known.isEnabled === isEnabled) return { id, name, revision, sides: UNCHANGED };
    const now = await databaseNow(db);
    const spec = asJson({ ...specOf(known), isEnabled });
    await db.alertRule.update({
      where: { id, projectId: project.id },
      data: { isEnabled, spec, revision: { increment: 1 }, updatedAt: now },
    });
    if (isEnabled) await evaluateSoon(db, id, now);
    else await closeRule(db, id, "ruleDisabled", now);
    const sides = { before: { isEnabled: !isEnabled }, after: { isEnabled } };
    return { id, name, revision: revision + 1, sides };
  },
  afterwards: async (_ctx, { id, name, revision }): Promise<RuleMade> => ({ id, name, revision }),
  audit: (_input, { id, revision, sides }) => changeAudit(id, revision, sides),
});

const UNCHANGED: Sides = { before: {}, after: {} };

const changeAudit = (id: string, revision: number, { before, after }: Sides): Audit | null =>
  Object.keys(after).length === 0
    ? null
    : {
        action: UPDATED,
        object: { kind: "alert-rule", id },
        before: asJson({ ...before, revision: revision - 1 }),
        after: asJson({ ...after, revision }),
      };

/** What it has told stays in the history; whoever was told of an open alert is told of its end. */
export const removeRule = command({
  may: "rules:write",
  input: ruleRemovalSchema,
  run: async ({ db, project }, { id }) => {
    const known = await foundRule(db, project.id, id);
    await closeRule(db, id, "ruleDeleted", await databaseNow(db));
    const { count } = await db.alertRule.deleteMany({ where: { id, projectId: project.id } });
    if (count === 0) throw new Fault("not-found", "Somebody else has just deleted this rule");
    return { id, rule: specOf(known) };
  },
  afterwards: async (_ctx, { id }) => ({ id }),
  audit: ({ reason }, { id, rule }) => ({
    action: "alert-rule.remove",
    object: { kind: "alert-rule", id },
    before: asJson(rule),
    reason,
  }),
});
