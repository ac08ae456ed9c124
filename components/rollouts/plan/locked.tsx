/** A part of a plan that cannot change any more: shown, closed, and with the reason why. */
import { Lock } from "lucide-react";
import type { ReactNode } from "react";

type LockedProps = { why: string | null; children: ReactNode };

export function Locked({ why, children }: LockedProps) {
  return (
    <fieldset disabled={why !== null} className="flex min-w-0 flex-col gap-3">
      {why !== null && (
        <legend className="flex items-start gap-1.5 pb-2 text-12 text-secondary">
          <Lock aria-hidden className="mt-0.5 size-3 shrink-0" />
          {`${why}.`}
        </legend>
      )}
      {children}
    </fieldset>
  );
}
