/** "Test this rule": an alert marked as a test goes the whole way that a real one would, and ends by itself. */
import { randomUUID } from "node:crypto";
import { annotationsOf, fixedLabels } from "@/lib/alerts/identity";
import { type Labels, mergedLabels } from "@/lib/alerts/labels";
import type { Rule } from "@/lib/alerts/schema";
import { Fault } from "@/lib/core/fault";
import { labelFingerprint } from "@/lib/core/hash";
import { SECOND } from "@/lib/core/time";
import { command } from "@/lib/platform/operation";
import { specOf } from "./keep";
import { foundRule } from "./queries";
import { ruleIdSchema } from "./schema";
import { asJson, databaseNow } from "./store";

const TEST_MS = 30 * SECOND;
const KEY = "test";

export const testRule = command({
  may: "rules:write",
  input: ruleIdSchema,
  run: async ({ db, project }, { id }) => {
    const rule = specOf(await foundRule(db, project.id, id));
    const open = await db.alert.findFirst({
      where: { projectId: project.id, ruleId: id, mark: "test", endedAt: null },
    });
    if (open)
      throw new Fault("conflict", "A test of this rule is under way: it ends within a minute");
    const now = await databaseNow(db);
    const endsAt = new Date(now.getTime() + TEST_MS);
    const labels = labelsOf(rule);
    const alert = randomUUID();
    await db.alert.create({
      data: {
        id: alert,
        projectId: project.id,
        ruleId: id,
        source: "rule",
        key: KEY,
        fingerprint: labelFingerprint(labels),
        name: rule.name,
        kind: "firing",
        severity: rule.severity,
        labels,
        annotations: annotationsOf(rule, labels, rule.threshold ?? 0),
        mark: "test",
        value: rule.threshold,
        peak: rule.threshold,
        rule: asJson(rule),
        runbook: rule.runbook,
        startedAt: now,
        expectedEndAt: endsAt,
      },
    });
    return { alert, name: rule.name, endsAt: endsAt.toISOString() };
  },
  audit: (_input, { name, alert }, { project }) => ({
    action: "alert-rule.test",
    object: { kind: "alert", id: alert },
    after: { name, project: project.slug },
  }),
});

/** As an alert of the rule would be labelled, as far as it is known without a measurement. */
function labelsOf(rule: Rule): Labels {
  const own = Object.fromEntries(
    Object.entries(rule.labels).map(([name, value]) => [
      name,
      typeof value === "string" ? value : (value.steps.at(-1)?.is ?? ""),
    ]),
  );
  return mergedLabels(fixedLabels(rule), own, { alertname: rule.name, severity: rule.severity });
}
