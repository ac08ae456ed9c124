"use client";
/** Offers an act only to those who may do it, and tells the others why not. */
import type { ReactNode } from "react";
import { PROJECT_PERMISSIONS, type ProjectPermission, type Role } from "@/lib/core/roles";
import { useMay } from "./use-console";

type CanProps = {
  permission: ProjectPermission;
  /** `hide` leaves the act out; the default shows it disabled and says who may. */
  otherwise?: "explain" | "hide";
  /** Gets `{ disabled, title }` to spread on the control. */
  children: (gate: { disabled: boolean; title?: string }) => ReactNode;
};

export function Can({ permission, otherwise = "explain", children }: CanProps) {
  const may = useMay(permission);
  if (may) return children({ disabled: false });
  if (otherwise === "hide") return null;
  return children({ disabled: true, ...(may === false ? { title: reasonFor(permission) } : {}) });
}

/** "Your role may not create and revoke API keys; an admin may." */
export function reasonFor(permission: ProjectPermission): string {
  const { from, says } = PROJECT_PERMISSIONS[permission];
  return `Your role may not ${says}; ${whoMay(from)}.`;
}

function whoMay(from: Role | "owner" | "nobody"): string {
  if (from === "nobody") return "only an API key may";
  return from === "owner" ? "only the owner of the instance may" : `${from} or higher may`;
}
