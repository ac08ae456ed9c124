"use client";
/** Makes a key for sending, in place. */
import { useMutation } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { Can, reasonFor } from "@/components/shell/can";
import { useMay } from "@/components/shell/use-console";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { KeptLink } from "@/components/ui/kept-link";
import { Snippet } from "@/components/ui/snippet";
import { createKey } from "@/lib/keys/client";
import { Step } from "./step";

type KeyStepProps = {
  project: string;
  secret: string | null;
  onSecret: (secret: string) => void;
};

export function KeyStep({ project, secret, onSecret }: KeyStepProps) {
  const may = useMay("keys:write");
  const create = useMutation({
    mutationFn: () => createKey(project, { name: "Connect page", scopes: ["ingest"] }),
    onSuccess: (key) => onSecret(key.secret),
  });
  return (
    <Step
      n={1}
      title="Get a key"
      acts={
        <Can permission="keys:write">
          {(gate) => (
            <Button
              tone={secret === null ? "primary" : "plain"}
              icon={KeyRound}
              isBusy={create.isPending}
              onClick={() => create.mutate()}
              {...gate}
            >
              {secret === null ? "Create a key" : "Create another"}
            </Button>
          )}
        </Can>
      }
    >
      {create.error && <Notice tone="critical">{create.error.message}.</Notice>}
      {secret === null ? (
        <p className="text-13 text-secondary">
          {may === false
            ? `${reasonFor("keys:write")} Ask for a key with the scope “ingest”.`
            : "It may send events to this project and nothing else."}
        </p>
      ) : (
        <>
          <Snippet code={secret} label="API key" />
          <p className="text-13 text-secondary">
            Keep it now: only its hash is stored, and it is not shown again. It stands in the code
            below, and can be ended in <KeptLink href="/settings/api-keys">API keys</KeptLink>.
          </p>
        </>
      )}
    </Step>
  );
}
