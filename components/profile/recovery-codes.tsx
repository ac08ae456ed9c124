"use client";
/** Recovery codes the only time they are shown: to copy, to save, to write down. */
import { Check, Copy, Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { buttonLook } from "@/components/ui/button-look";
import { useCopy } from "@/components/ui/copy";
import { DialogActs } from "@/components/ui/dialog";

type RecoveryCodesProps = { codes: readonly string[]; onClose: () => void };

export function RecoveryCodes({ codes, onClose }: RecoveryCodesProps) {
  const { isCopied, copy } = useCopy();
  const text = `${codes.join("\n")}\n`;
  return (
    <>
      <ul
        aria-label="Recovery codes"
        className="grid grid-cols-2 gap-x-4 gap-y-1.5 rounded-control border border-line bg-page p-3 font-mono text-12 text-primary max-md:grid-cols-1"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <p className="text-12 text-muted">
        Keep them where you keep passwords, not on the phone that holds the authenticator.
      </p>
      <DialogActs>
        <Button icon={isCopied ? Check : Copy} onClick={() => copy(text)}>
          {isCopied ? "Copied" : "Copy"}
        </Button>
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download="wheelhouse-recovery-codes.txt"
          className={buttonLook({})}
        >
          <Download aria-hidden className="size-3.5" />
          Download
        </a>
        <Button tone="primary" onClick={onClose}>
          I have kept them
        </Button>
      </DialogActs>
    </>
  );
}
