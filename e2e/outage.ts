/** An outage and its end, as agents would report them, and the rule that notices. */
import type { APIRequestContext } from "@playwright/test";
import { body } from "./api";
import { failedRequest, requestEvent } from "./data";
import type { Place } from "./fixtures";

/** Rules are looked at every fifteen seconds. */
export const SOON = { timeout: 60_000 };

type Rule = { readonly name: string; readonly severity: string };

export async function ruleOn(
  owner: APIRequestContext,
  { slug }: Place,
  { name, severity }: Rule,
): Promise<{ id: string }> {
  const rule = {
    ...{ name, severity, signal: { kind: "errorRate" }, threshold: 0.05 },
    ...{ windowMs: 60_000, forMs: 0, noData: { policy: "ok" }, runbook: "high-error-rate" },
  };
  return body(await owner.post("/api/v1/alert-rules", { data: { project: slug, rule } }));
}

export const outage = (project: Place) =>
  project.send(
    ...Array.from({ length: 9 }, (_, i) => failedRequest("TimeoutError", { user: `user-${i}` })),
  );
/** So many that the failures are a small part of the same minute. */
export const recovery = (project: Place) =>
  project.send(...Array.from({ length: 400 }, () => requestEvent()));
