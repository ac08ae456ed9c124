"use client";
/** A silence in its list: what it hides, until when, why and by whom, and the acts on it. */

import { Can } from "@/components/shell/can";
import { Badge, Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { EXTENSION } from "@/lib/notify/silences/draft";
import type { SilenceView } from "@/lib/notify/silences/schema";
import { MatcherTags } from "./matcher-tags";
import { useSilenceActs } from "./use-silence-acts";
import { alertsCount } from "./words";

type SilenceRowProps = {
  project: string;
  silence: SilenceView;
  /** Opens it for writing; one that is over is copied. */
  onWrite: (silence: SilenceView) => void;
};

export function SilenceRow({ project, silence, onWrite }: SilenceRowProps) {
  const { extend, end, error } = useSilenceActs(project, silence.id);
  return (
    <li className="flex flex-col gap-2 py-3 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-72 flex-col gap-1.5">
          <MatcherTags matchers={silence.matchers} />
          <p className="text-13 text-primary">{silence.reason}</p>
          <p className="text-12 text-muted">
            <When silence={silence} />
            {` · by ${silence.createdBy}`}
          </p>
        </div>
        <Can permission="silences:write">
          {(gate) => (
            <div className="flex flex-wrap gap-2">
              {silence.state === "ended" ? (
                <Button size="s" onClick={() => onWrite(silence)} {...gate}>
                  Silence again
                </Button>
              ) : (
                <>
                  <Button size="s" onClick={() => onWrite(silence)} {...gate}>
                    Change
                  </Button>
                  <Button
                    size="s"
                    isBusy={extend.isPending}
                    onClick={() => extend.mutate(EXTENSION.minutes)}
                    {...gate}
                  >
                    {EXTENSION.label}
                  </Button>
                  <Button size="s" isBusy={end.isPending} onClick={() => end.mutate()} {...gate}>
                    End now
                  </Button>
                </>
              )}
            </div>
          )}
        </Can>
      </div>
      {silence.state !== "ended" && <Hidden silence={silence} />}
      {error && <Notice tone="critical">{error.message}</Notice>}
    </li>
  );
}

function When({ silence: { state, startsAt, endsAt, endedBy } }: Pick<SilenceRowProps, "silence">) {
  if (state === "scheduled")
    return (
      <>
        from <Instant at={startsAt} style="exact" /> to <Instant at={endsAt} style="exact" />
      </>
    );
  if (state === "active")
    return (
      <>
        until <Instant at={endsAt} style="exact" />
      </>
    );
  return (
    <>
      ended <Instant at={endsAt} />
      {endedBy && ` by ${endedBy}`}
    </>
  );
}

/** What it hides, and a warning when that is told again soon. */
function Hidden({
  silence: { state, matches, endsSoon, endsAt },
}: Pick<SilenceRowProps, "silence">) {
  const verb = state === "active" ? "Hides" : "Would hide";
  if (matches.count === 0)
    return <p className="text-12 text-muted">{`${verb} nothing that fires now`}</p>;
  const rest = matches.count - matches.first.length;
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-12 text-secondary">
      <span>{`${verb} ${alertsCount(matches.count)}:`}</span>
      {matches.first.map(({ id, name, labels }) => (
        <KeptLink key={id} href={`/alerts/${id}`}>
          {[name, labels.agent].filter(Boolean).join(" · ")}
        </KeptLink>
      ))}
      {rest > 0 && <span>{`and ${rest} more`}</span>}
      {endsSoon && (
        <Badge tone="warning" wraps>
          Ends at <Instant at={endsAt} style="exact" />: what still fires is told then
        </Badge>
      )}
    </div>
  );
}
