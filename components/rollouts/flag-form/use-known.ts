"use client";
/** What the editor can name: the project's segments, and its other flags with their variants. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { flagsQuery } from "@/lib/flags/client";
import { segmentsQuery } from "@/lib/flags/segments/client";
import type { Known } from "./editing";

export function useKnown(project: string): Known {
  const { data: flagged } = useQuery(flagsQuery(project, false));
  const { data: grouped } = useQuery(segmentsQuery(project));
  return useMemo(
    () => ({
      segments: grouped?.segments.map(({ key }) => key) ?? [],
      flags: flagged?.flags.map(({ key, variants }) => ({ key, variants })) ?? [],
    }),
    [flagged, grouped],
  );
}
