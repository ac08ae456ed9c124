"use client";
/** The way from an object to what was done to it, for those who may read the audit log. */
import { KeptLink } from "@/components/ui/kept-link";
import { useMay } from "./use-console";

type HistoryLinkProps = {
  /** As the audit log calls it: `key`, `person`, `error`. */
  kind: string;
  /** Without one, everything of this kind. */
  id?: string;
  /** Names the object where several links stand together. */
  of?: string;
  look?: "inline" | "button";
};

export function HistoryLink({ kind, id, of, look = "button" }: HistoryLinkProps) {
  if (useMay("audit:read") !== true) return null;
  const search = new URLSearchParams({ kind, ...(id !== undefined && { object: id }) });
  return (
    <KeptLink
      href={`/settings/audit?${search}`}
      look={look}
      title="What was done to it, by whom and when"
    >
      History
      {of !== undefined && <span className="sr-only"> of {of}</span>}
    </KeptLink>
  );
}
