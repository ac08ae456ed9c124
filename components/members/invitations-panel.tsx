"use client";
/** Invitations that nobody has accepted yet, to the project or, without one, to own the instance. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Badge, Notice, Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { invitationsQuery, renewInvitation, revokeInvitation } from "@/lib/members/client";
import type { InvitationView } from "@/lib/members/schema";
import { InvitedDialog } from "./invited-dialog";
import { useRefresh } from "./use-refresh";

export function InvitationsPanel({ project }: { project: string | null }) {
  const refresh = useRefresh();
  const invitations = useQuery(invitationsQuery(project));
  const renewal = useMutation({
    mutationFn: (id: string) => renewInvitation(project, id),
    onSettled: refresh,
  });
  const revocation = useMutation({
    mutationFn: (id: string) => revokeInvitation(project, id),
    onSettled: refresh,
  });
  const [isRead, setRead] = useState(false);
  const error = renewal.error ?? revocation.error;
  // Owners are few: a panel about none of them would be in the way.
  if (project === null && !invitations.isError && !invitations.data?.length) return null;
  return (
    <Panel
      title={project === null ? "Invited owners" : "Invitations"}
      question={
        project === null
          ? "Who was asked to own the instance, and has not answered?"
          : "Who was asked into this project, and has not answered?"
      }
      reading={invitations}
      figure={({ length }) => `${length} waiting`}
      isEmpty={({ length }) => length === 0}
      empty={{ title: "Nobody is invited", hint: "Accepted invitations become members." }}
      height="fit"
    >
      {(rows) => (
        <>
          {error && <Notice tone="critical">{error.message}.</Notice>}
          <ul className="flex flex-col divide-y divide-line">
            {rows.map((row) => (
              <InvitationRow
                key={row.id}
                invitation={row}
                isBusy={renewal.isPending || revocation.isPending}
                onRenew={() => {
                  setRead(false);
                  renewal.mutate(row.id);
                }}
                onRevoke={() => revocation.mutate(row.id)}
              />
            ))}
          </ul>
          {renewal.data && !isRead && (
            <InvitedDialog invited={renewal.data} onClose={() => setRead(true)} />
          )}
        </>
      )}
    </Panel>
  );
}

type InvitationRowProps = {
  invitation: InvitationView;
  isBusy: boolean;
  onRenew: () => void;
  onRevoke: () => void;
};

function InvitationRow({ invitation, isBusy, onRenew, onRevoke }: InvitationRowProps) {
  const { email, role, createdAt, createdBy, expiresAt, isExpired } = invitation;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2">
      <div className="flex min-w-0 flex-col gap-0.5">
        <span className="flex min-w-0 items-center gap-2">
          <span className="truncate text-13 text-primary" title={email}>
            {email}
          </span>
          <span className="shrink-0">
            <Tag>{role}</Tag>
          </span>
        </span>
        <span className="text-12 text-muted">
          By {createdBy ?? "the command line"}, <Instant at={createdAt} />;{" "}
          {isExpired ? (
            <Badge tone="warning" bare>
              Expired
            </Badge>
          ) : (
            <>
              good until <Instant at={expiresAt} style="exact" />
            </>
          )}
        </span>
      </div>
      <div className="flex gap-2">
        <Button
          size="s"
          aria-label={`New link for ${email}`}
          title="The link sent before stops working"
          disabled={isBusy}
          onClick={onRenew}
        >
          New link
        </Button>
        <Button
          size="s"
          aria-label={`Take back the invitation of ${email}`}
          disabled={isBusy}
          onClick={onRevoke}
        >
          Take back
        </Button>
      </div>
    </li>
  );
}
