"use client";
/** The filters of the audit log, kept in the address bar. */
import { useMemo } from "react";
import { useUrlState } from "@/components/ui/use-url-state";
import type { AuditAsk } from "@/lib/audit/schema";

/** Not `from` and `to`: those are the time range of the charts, which every link carries along. */
export function useAuditFilters() {
  const [actor, setActor] = useUrlState("actor");
  const [actorKind, setActorKind] = useUrlState("by");
  const [action, setAction] = useUrlState("action");
  const [kind, setKind] = useUrlState("kind");
  const [object, setObject] = useUrlState("object");
  const [since, setSince] = useUrlState("since");
  const [until, setUntil] = useUrlState("until");
  const [reason, setReason] = useUrlState("reason");
  const filters = useMemo(
    (): AuditAsk =>
      given({
        actor,
        actorKind,
        action,
        kind,
        object,
        from: dayStart(since),
        to: dayStart(until, 1),
        search: reason,
      }),
    [actor, actorKind, action, kind, object, since, until, reason],
  );
  const setters = [
    ...[setActor, setActorKind, setAction, setKind],
    ...[setObject, setSince, setUntil, setReason],
  ];
  return {
    filters,
    values: { actor, actorKind, action, kind, object, since, until, reason },
    setActor,
    setActorKind,
    setAction,
    setKind,
    setObject,
    setSince,
    setUntil,
    setReason,
    clear: () => {
      for (const set of setters) set(null);
    },
  };
}

export type AuditControls = Omit<ReturnType<typeof useAuditFilters>, "filters">;

const given = (all: Readonly<Record<string, string | null>>): AuditAsk =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value !== ""));

/** When a day of the reader's calendar begins, or one so many days later; a nonsense date is none. */
function dayStart(date: string | null, later = 0): string | null {
  const [year, month, day] = (date ?? "").split("-").map(Number);
  if (year === undefined || month === undefined || day === undefined) return null;
  const at = new Date(year, month - 1, day + later);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
