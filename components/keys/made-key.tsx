"use client";
/** The secret of a new key, the only time it is shown, and a first request with it. */
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { DialogActs } from "@/components/ui/dialog";
import { Snippet } from "@/components/ui/snippet";
import { snippet } from "@/lib/connect/snippets";
import type { Scope } from "@/lib/core/roles";
import { readingCurl } from "@/lib/keys/curl";

type MadeKeyProps = {
  secret: string;
  scopes: readonly Scope[];
  project: string;
  /** What else is to be known now. */
  note?: ReactNode;
  onClose: () => void;
};

export function MadeKey({ secret, scopes, project, note, onClose }: MadeKeyProps) {
  const url = window.location.origin;
  const code = scopes.includes("ingest")
    ? snippet("curl", { url, key: secret })
    : readingCurl(scopes, { url, secret, project });
  return (
    <>
      <Snippet code={secret} label="API key" />
      {note}
      {code !== null && (
        <details className="text-13 text-secondary">
          <summary className="cursor-pointer rounded-control py-1 text-primary">
            Try it with curl
          </summary>
          <div className="pt-2">
            <Snippet code={code} label="curl command" />
          </div>
        </details>
      )}
      <DialogActs>
        <Button tone="primary" onClick={onClose}>
          I have copied it
        </Button>
      </DialogActs>
    </>
  );
}

export const KEEP_IT =
  "Only its hash is kept: after this dialog is closed, nobody can read it again.";
