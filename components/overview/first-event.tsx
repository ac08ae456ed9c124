"use client";
/** What a project without events sees above its empty panels: how to send the first one. */
import { EmptyState } from "@/components/ui/empty-state";
import { KeptLink } from "@/components/ui/kept-link";

export function FirstEvent() {
  return (
    <section aria-label="First event" className="rounded-panel border border-line bg-panel p-4">
      <EmptyState
        title="Nothing has reported yet"
        hint="Send one event with an API key of this project; it shows here within two seconds."
        snippet={{ label: "curl command", code: snippet() }}
        action={
          <KeptLink href="/connect" look="primary">
            Connect an agent
          </KeptLink>
        }
      />
    </section>
  );
}

/** Rendered only after the page's data came, so the browser's own address is at hand. */
const snippet = (): string => `curl ${window.location.origin}/api/v1/events \\
  -H "Authorization: Bearer $WHEELHOUSE_KEY" -H "Content-Type: application/json" \\
  -d '{"events":[{"kind":"request","id":"'$(uuidgen)'","ts":"'$(date -u +%FT%TZ)'",
       "agent":"support","durationMs":1240,"user":"u-1"}]}'`;
