"use client";
/** Why an act on a key did not happen: wrong, or not before somebody else agrees. */
import { Notice } from "@/components/ui/badge";
import { KeptLink } from "@/components/ui/kept-link";
import { Fault } from "@/lib/core/fault";

type RefusalProps = {
  error: Error | null;
  /** What is pressed once more when the second person has agreed: "Create key". */
  verb: string;
};

export function Refusal({ error, verb }: RefusalProps) {
  if (!error) return null;
  const isWaiting = error instanceof Fault && error.code === "needs-approval";
  if (!isWaiting) return <Notice tone="critical">{error.message}.</Notice>;
  return (
    <Notice tone="info">
      <p className="font-medium">Somebody else has to approve this</p>
      <p>
        {`The environment ${String(error.detail.environment)} asks for a second person. It now waits under `}
        <KeptLink href="/settings/approvals">Approvals</KeptLink>
        {`; once it is approved, press “${verb}” again, within a day and without changing anything here.`}
      </p>
    </Notice>
  );
}
