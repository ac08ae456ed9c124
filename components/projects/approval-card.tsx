"use client";
/** One act that waits: what would happen, who asked, and the decision for who may. */
import { Badge, Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import type { Verdict } from "@/lib/projects/client";
import type { ApprovalView } from "@/lib/projects/schema";
import { placeOf } from "./place";

type ApprovalCardProps = { approval: ApprovalView; onDecide: (verdict: Verdict) => void };

export function ApprovalCard({ approval, onDecide }: ApprovalCardProps) {
  const { says, environment, requestedBy, requestedAt, expiresAt, state } = approval;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 py-3">
      <div className="flex min-w-0 flex-col gap-1">
        <p className="text-13 text-primary">{says}.</p>
        <p className="flex flex-wrap items-center gap-x-2 text-12 text-muted">
          <Tag>{environment}</Tag>
          <span>
            {requestedBy} asked <Instant at={requestedAt} />; good until{" "}
            <Instant at={expiresAt} style="exact" />
          </span>
        </p>
      </div>
      {state === "approved" ? (
        <CarryOut approval={approval} />
      ) : (
        <Decision approval={approval} onDecide={onDecide} />
      )}
    </li>
  );
}

/** The agreement is for exactly the act that was asked for, by whoever asked. */
function CarryOut({ approval }: { approval: ApprovalView }) {
  return (
    <div className="flex flex-col items-start gap-1 text-12 text-muted">
      <Badge tone="ok" wraps>
        Approved: carry it out
      </Badge>
      <span>
        {approval.decidedBy} agreed.{" "}
        <KeptLink href={placeOf(approval.action)}>Do it again</KeptLink> just as you asked for it.
      </span>
    </div>
  );
}

function Decision({ approval, onDecide }: ApprovalCardProps) {
  const { closedBecause, says } = approval;
  if (closedBecause !== null) {
    return <p className="max-w-xs text-12 text-muted">{closedBecause}.</p>;
  }
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="s" aria-label={`Refuse: ${says}`} onClick={() => onDecide("refuse")}>
        Refuse
      </Button>
      <Button
        size="s"
        tone="primary"
        aria-label={`Approve: ${says}`}
        onClick={() => onDecide("approve")}
      >
        Approve
      </Button>
    </div>
  );
}
