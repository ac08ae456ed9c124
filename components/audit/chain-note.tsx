/** What makes the log trustworthy, and what to note elsewhere. */
import { Notice } from "@/components/ui/badge";
import { CopyText } from "@/components/ui/snippet";
import type { Head } from "@/lib/audit/chain";

export function ChainNote({ newest }: { newest: Head }) {
  const { seq, hash } = newest;
  return (
    <Notice tone="info">
      <p>
        The log is append-only and chained. Newest entry {seq.toLocaleString("en")}, number and
        hash:
      </p>
      <div className="flex max-w-full">
        <CopyText text={`${seq}:${hash}`} label="number and hash" />
      </div>
      <p>
        Noted elsewhere, <code className="font-mono text-12">wheelhouse audit verify --expect</code>{" "}
        proves with it that nothing up to here was changed or cut off.
      </p>
    </Notice>
  );
}
