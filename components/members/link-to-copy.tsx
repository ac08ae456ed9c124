"use client";
/** A link that somebody has to pass on, and why it was not mailed. Nothing where it was. */
import { Notice } from "@/components/ui/badge";
import { Snippet } from "@/components/ui/snippet";
import type { Delivery } from "@/lib/members/schema";

type LinkToCopyProps = {
  delivery: Delivery;
  /** What is copied, in words: "invitation link". */
  label: string;
};

export function LinkToCopy({ delivery: { link, reason }, label }: LinkToCopyProps) {
  if (link === null) return null;
  return (
    <div className="flex flex-col gap-3">
      {reason !== null && <Notice tone="warning">It was not mailed. {reason}.</Notice>}
      <Snippet code={new URL(link, window.location.origin).href} label={label} />
      <p className="text-12 text-muted">
        Give it to nobody but the person it is for: whoever opens it first, uses it. Only its hash
        is kept, so it cannot be shown again.
      </p>
    </div>
  );
}
