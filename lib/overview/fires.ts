/** Is anything on fire: what needs a person now, worst first, each with where to look. */
import { count } from "@/lib/core/format";
import { HOUR } from "@/lib/core/time";

export type Fire = {
  readonly key: string;
  readonly tone: "critical" | "warning";
  readonly title: string;
  readonly detail: string;
  /** ISO instant it is known since, or was last seen. */
  readonly at: string | null;
  readonly href: string | null;
};

export type ErrorGroup = {
  readonly fingerprint: string;
  readonly title: string;
  readonly errorType: string;
  readonly agent: string;
  /** Occurrences in the time asked about. */
  readonly n: number;
  readonly state: string;
  readonly firstAt: string;
  readonly lastAt: string;
};

export type Component = {
  readonly component: string;
  readonly environment: string;
  readonly status: string;
  readonly at: string;
  readonly message: string | null;
};

type Unpriced = {
  readonly provider: string;
  readonly model: string;
  readonly calls: number;
};

export type Signals = {
  readonly now: Date;
  readonly groups: readonly ErrorGroup[];
  readonly components: readonly Component[];
  readonly unpriced: readonly Unpriced[];
  /** Events refused in the time asked about and not replayed since. */
  readonly quarantined: number;
};

/** An error group is news for an hour; after that it is a row among the errors. */
const NEWS_FOR_MS = HOUR;

export function firesOf(signals: Signals): Fire[] {
  const all = [
    ...signals.components.flatMap(componentFire),
    ...signals.groups.flatMap((group) => errorFire(group, signals.now)),
    ...unpricedFire(signals.unpriced),
    ...quarantineFire(signals.quarantined),
  ];
  return all.toSorted((a, b) => Number(b.tone === "critical") - Number(a.tone === "critical"));
}

function componentFire({ component, environment, status, at, message }: Component): Fire[] {
  if (status === "ok") return [];
  const isDown = status === "down";
  return [
    {
      key: `component:${environment}:${component}`,
      tone: isDown ? "critical" : "warning",
      title: `${component} is ${isDown ? "down" : "degraded"}`,
      detail: message ? `${environment}: ${message}` : environment,
      at,
      href: "/infrastructure",
    },
  ];
}

function errorFire(group: ErrorGroup, now: Date): Fire[] {
  const isBack = group.state === "regressed";
  const age = now.getTime() - Date.parse(group.firstAt);
  const isNew = group.state === "open" && age <= NEWS_FOR_MS;
  if (!isBack && !isNew) return [];
  const where = group.agent === "" ? "" : ` in ${group.agent}`;
  return [
    {
      key: `error:${group.fingerprint}`,
      tone: isBack ? "critical" : "warning",
      title: isBack ? `${group.errorType} is back${where}` : `New ${group.errorType}${where}`,
      detail: `${group.title}, ${count(group.n)} in this time range`,
      at: isBack ? group.lastAt : group.firstAt,
      href: `/errors/${encodeURIComponent(group.fingerprint)}`,
    },
  ];
}

const NAMED = 3;

function unpricedFire(unpriced: readonly Unpriced[]): Fire[] {
  if (unpriced.length === 0) return [];
  const calls = unpriced.reduce((sum, one) => sum + one.calls, 0);
  const names = unpriced.slice(0, NAMED).map(({ model }) => model);
  const more = unpriced.length > NAMED ? ` and ${unpriced.length - NAMED} more` : "";
  const models = unpriced.length === 1 ? "1 model has" : `${unpriced.length} models have`;
  return [
    {
      key: "unpriced",
      tone: "warning",
      title: `${models} no price`,
      detail: `${names.join(", ")}${more}: ${count(calls)} ${calls === 1 ? "call is" : "calls are"} missing from the cost`,
      at: null,
      href: null,
    },
  ];
}

function quarantineFire(quarantined: number): Fire[] {
  if (quarantined === 0) return [];
  return [
    {
      key: "quarantine",
      tone: "warning",
      title: `${count(quarantined)} ${quarantined === 1 ? "event was" : "events were"} refused`,
      detail: "Kept for seven days with the reason; mend and replay them",
      at: null,
      href: "/settings/data",
    },
  ];
}
