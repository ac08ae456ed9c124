"use client";
/** What must be known before any figure is read: demo data, no data, a stopped worker, an unreachable server. */
import {
  BellOff,
  CircleAlert,
  FlaskConical,
  type LucideIcon,
  Plug,
  ServerOff,
  Siren,
  UserRoundCheck,
} from "lucide-react";
import type { ReactNode } from "react";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { useNow } from "@/components/ui/use-now";
import type { ConsoleState } from "@/lib/console/schema";
import { Fault } from "@/lib/core/fault";
import { MINUTE } from "@/lib/core/time";
import { useConsole } from "./use-console";

const TONES = {
  info: "bg-info-soft text-info-text",
  warning: "bg-warning-soft text-warning-text",
  critical: "bg-critical-soft text-critical-text",
};

export function Strips() {
  const { data, error, dataUpdatedAt } = useConsole();
  const isAway = error instanceof Fault && error.code === "unavailable";
  return (
    <div role="status" className="print:hidden">
      {isAway && (
        <Strip tone="critical" icon={ServerOff}>
          {dataUpdatedAt > 0 ? (
            <>
              The server does not answer. What you see was read{" "}
              <Instant at={new Date(dataUpdatedAt)} />.
            </>
          ) : (
            "The server does not answer. It is asked again every few seconds."
          )}
        </Strip>
      )}
      {data?.project && <ProjectStrips state={data} />}
    </div>
  );
}

function ProjectStrips({ state }: { state: ConsoleState }) {
  return (
    <>
      {state.incidents && <IncidentStrip incidents={state.incidents} />}
      {state.project?.isDemo && (
        <Strip tone="info" icon={FlaskConical}>
          Demo project: all of its traffic is simulated.{" "}
          <KeptLink href="/settings/data">Remove demo</KeptLink>
        </Strip>
      )}
      {state.approvalsWaiting > 0 && (
        <Strip tone="info" icon={UserRoundCheck}>
          {state.approvalsWaiting === 1
            ? "One act waits for a second person. "
            : `${state.approvalsWaiting} acts wait for a second person. `}
          <KeptLink href="/settings/approvals">Decide</KeptLink>
        </Strip>
      )}
      {!state.workerOk && (
        <Strip tone="critical" icon={CircleAlert}>
          The background worker is down
          {state.workerAt !== null && (
            <>
              {" "}
              (last seen <Instant at={state.workerAt} />)
            </>
          )}
          . Events are still stored; long ranges stop growing until it is back.
        </Strip>
      )}
      {state.alerts?.isStale && (
        <Strip tone="critical" icon={BellOff}>
          Alert rules are not being evaluated: nobody is told of what goes wrong.{" "}
          <KeptLink href="/alerts">See alerts</KeptLink>
        </Strip>
      )}
      <AgeStrip newest={state.newestEventAt} />
    </>
  );
}

/** The worst of those that are open; a drill only where nothing is really wrong. */
function IncidentStrip({ incidents: { open, drills, worst, first } }: IncidentStripProps) {
  if (first === null) return null;
  const isDrill = open === 0;
  const more = (isDrill ? drills : open) - 1;
  const isUrgent = worst === "critical" || worst === "high";
  return (
    <Strip tone={isDrill ? "info" : isUrgent ? "critical" : "warning"} icon={Siren}>
      {isDrill ? "DRILL: " : `Incident ${first.number} is open: `}
      <span className="wrap-anywhere">
        <KeptLink href={`/incidents/${first.id}`}>{first.title}</KeptLink>
      </span>
      {more > 0 && ` and ${more} more`}
    </Strip>
  );
}

type IncidentStripProps = { incidents: NonNullable<ConsoleState["incidents"]> };

function AgeStrip({ newest }: { newest: string | null }) {
  const now = useNow();
  if (newest === null) {
    return (
      <Strip tone="info" icon={Plug}>
        No events yet. <KeptLink href="/connect">Connect an agent</KeptLink>
      </Strip>
    );
  }
  if (now === null || now - Date.parse(newest) <= MINUTE) return null;
  return (
    <Strip tone="warning" icon={CircleAlert}>
      No new data: the newest event arrived <Instant at={newest} />.
    </Strip>
  );
}

type StripProps = { tone: keyof typeof TONES; icon: LucideIcon; children: ReactNode };

function Strip({ tone, icon: Icon, children }: StripProps) {
  return (
    <div className={`flex items-center gap-2 px-4 py-1.5 text-13 md:px-6 ${TONES[tone]}`}>
      <Icon aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0">{children}</p>
    </div>
  );
}
