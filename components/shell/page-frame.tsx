"use client";
/** The frame of a console page: its heading, its controls, and the crosshair and zoom its charts share. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useCallback, useMemo } from "react";
import { ChartPage, type Marker } from "@/components/charts/chart-page";
import { incidentMarkersQuery } from "@/lib/incidents/client";
import { useAsk } from "./use-ask";

type PageFrameProps = {
  title: string;
  /** One line under the title. */
  lead?: ReactNode;
  /** Buttons and links at the right of the title. */
  acts?: ReactNode;
  /** Deployments, drawn on every time chart of the page together with the incidents of its time range. */
  markers?: readonly Marker[] | undefined;
  children: ReactNode;
};

export function PageFrame({ title, lead, acts, markers, children }: PageFrameProps) {
  const { setAsk } = useAsk();
  const zoom = useCallback(
    (from: Date, to: Date) => setAsk({ from: from.toISOString(), to: to.toISOString() }),
    [setAsk],
  );
  const drawn = useMarkers(markers);
  return (
    <div className="mx-auto flex w-full max-w-400 flex-col gap-3 p-3 md:gap-4 md:p-6">
      <header className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h1 className="truncate font-semibold text-20 text-primary tracking-tight">{title}</h1>
          {lead !== undefined && <div className="text-13 text-muted">{lead}</div>}
        </div>
        {acts !== undefined && <div className="flex flex-wrap gap-2">{acts}</div>}
      </header>
      <ChartPage markers={drawn} onZoom={zoom}>
        {children}
      </ChartPage>
    </div>
  );
}

/** A page without changes to mark has no chart to mark them on. */
function useMarkers(changes: readonly Marker[] | undefined) {
  const { ask, live } = useAsk();
  const { data: incidents } = useQuery({
    ...incidentMarkersQuery(ask, live),
    enabled: changes !== undefined,
  });
  return useMemo(
    () => changes && (incidents ? [...changes, ...incidents] : changes),
    [changes, incidents],
  );
}
