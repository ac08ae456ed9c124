"use client";
/** Where somebody is signed in, and the end of it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Badge, Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { revokeOtherSessions, revokeSession } from "@/lib/profile/client";
import type { SessionView } from "@/lib/profile/schema";

export function SessionsPanel({ reading }: { reading: Reading<readonly SessionView[]> }) {
  const cache = useQueryClient();
  const readAgain = () => cache.invalidateQueries({ queryKey: ["sessions"] });
  const end = useMutation({ mutationFn: revokeSession, onSettled: readAgain });
  const endOthers = useMutation({ mutationFn: revokeOtherSessions, onSettled: readAgain });
  const failed = end.error ?? endOthers.error;
  return (
    <Panel
      title="Sessions"
      question="Where are you signed in? One that you end is out within a second."
      reading={reading}
      figure={({ length }) => (length === 1 ? "Only here" : `${length} sessions`)}
      height="fit"
    >
      {(sessions) => (
        <div className="flex flex-col gap-3">
          {failed && <Notice tone="critical">{failed.message}.</Notice>}
          <ul aria-label="Your sessions" className="flex flex-col divide-y divide-line">
            {sessions.map((session) => (
              <SessionRow
                key={session.id}
                session={session}
                isBusy={end.isPending && end.variables === session.id}
                onEnd={() => end.mutate(session.id)}
              />
            ))}
          </ul>
          {sessions.length > 1 && (
            <div>
              <Button isBusy={endOthers.isPending} onClick={() => endOthers.mutate()}>
                End all others
              </Button>
            </div>
          )}
        </div>
      )}
    </Panel>
  );
}

const METHODS = { password: "with the password", oidc: "with the provider" } as const;

type SessionRowProps = { session: SessionView; isBusy: boolean; onEnd: () => void };

function SessionRow({ session, isBusy, onEnd }: SessionRowProps) {
  const { device, address, since, lastUsedAt, method, isThis } = session;
  const from = address ?? "an unknown address";
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
      <span className="min-w-0">
        <span className="block text-13 text-primary">
          {device}
          {isThis && (
            <span className="pl-2">
              <Badge tone="info">This one</Badge>
            </span>
          )}
        </span>
        <span className="block text-12 text-muted">
          From {from}, {METHODS[method]}; signed in <Instant at={since} />, last used{" "}
          <Instant at={lastUsedAt} />
        </span>
      </span>
      {!isThis && (
        <Button
          size="s"
          isBusy={isBusy}
          aria-label={`End the session of ${device} from ${from}`}
          onClick={onEnd}
        >
          End
        </Button>
      )}
    </li>
  );
}
