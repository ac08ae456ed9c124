"use client";
/** Waiting, then green: whether anything of this project has ever arrived. */
import { CircleCheck, CircleDashed } from "lucide-react";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import type { Reading } from "@/components/ui/reading";
import type { ArrivalsView } from "@/lib/connect/schema";
import { count } from "@/lib/core/format";

export function FirstEvent({ reading }: { reading: Reading<ArrivalsView> }) {
  const { data, isError } = reading;
  const isConnected = data !== undefined && data.n > 0;
  const Icon = isConnected ? CircleCheck : CircleDashed;
  return (
    <section
      aria-label="Connection"
      className={`flex items-center gap-3 rounded-panel border p-4 ${
        isConnected
          ? "border-ok-solid bg-ok-soft text-ok-text"
          : "border-line bg-panel text-secondary"
      }`}
    >
      <Icon aria-hidden className="size-5 shrink-0" />
      <div role="status" className="min-w-0 text-14">
        {isConnected ? (
          <Connected view={data} />
        ) : (
          <p>{isError ? "The server cannot be asked." : "Waiting for the first event…"}</p>
        )}
      </div>
    </section>
  );
}

function Connected({ view }: { view: ArrivalsView }) {
  return (
    <p>
      <strong className="font-semibold">Connected.</strong> {count(view.n)}{" "}
      {view.n === 1 ? "event" : "events"} stored
      {view.receivedAt !== null && (
        <>
          , the last one received <Instant at={view.receivedAt} />
        </>
      )}
      . <KeptLink href="/">See the overview</KeptLink>
    </p>
  );
}
