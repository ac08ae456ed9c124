"use client";
/** After an act on people, every list of people is read again. */
import { useQueryClient } from "@tanstack/react-query";

const LISTS: ReadonlySet<unknown> = new Set(["members", "invitations", "people", "console"]);

export function useRefresh(): () => Promise<void> {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ predicate: ({ queryKey }) => LISTS.has(queryKey[0]) });
}
