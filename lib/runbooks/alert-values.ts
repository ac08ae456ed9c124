/** What a runbook takes from the alert that it was opened from. */
import type { AlertView } from "@/lib/alerts/views";
import type { Values } from "./markdown/fill";

const NONE: Values = {};

export const valuesOf = (
  alert: Pick<AlertView, "name" | "value" | "labels"> | undefined,
): Values => (alert ? { alertname: alert.name, value: alert.value, labels: alert.labels } : NONE);

/** Ticks of one alert are not those of the next. */
export const ticksName = (project: string, slug: string, alertId: string | null): string =>
  [project, slug, alertId ?? "alone"].join(".");

/** A runbook of the console is named by its slug; other systems send addresses and sentences. */
export const isSlug = (runbook: string): boolean => /^[a-z0-9][a-z0-9-]{0,79}$/.test(runbook);
