"use client";
/** The state of the shell for the project in the address bar. */
import { useQuery } from "@tanstack/react-query";
import { consoleQuery } from "@/lib/console/client";
import type { ProjectPermission } from "@/lib/core/roles";
import { useAsk } from "./use-ask";

export function useConsole() {
  const { ask, live } = useAsk();
  return useQuery(consoleQuery(ask.project || undefined, live));
}

/** Undefined while it is not known. */
export function useMay(permission: ProjectPermission): boolean | undefined {
  return useConsole().data?.permissions.includes(permission);
}
