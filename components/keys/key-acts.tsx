"use client";
/** The acts on one key, as far as its state and the person's role leave any. */
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Button } from "@/components/ui/button";
import { useNow } from "@/components/ui/use-now";
import type { KeyView } from "@/lib/keys/schema";
import { stateOf } from "@/lib/keys/state";
import { ChangeDialog } from "./change-dialog";
import { RevokeDialog } from "./revoke-dialog";
import { RotateDialog } from "./rotate-dialog";

type Act = "rotate" | "change" | "revoke";
type KeyActsProps = { project: string; apiKey: KeyView };

export function KeyActs({ project, apiKey }: KeyActsProps) {
  const [act, setAct] = useState<Act | null>(null);
  const { isUsable } = stateOf(apiKey, useNow() ?? 0);
  const close = () => setAct(null);
  const dialog = { project, apiKey, onClose: close };
  return (
    <>
      {isUsable && (
        <Can permission="keys:write">
          {(gate) => (
            <>
              {apiKey.replacedBy === null && (
                <Button onClick={() => setAct("rotate")} {...gate}>
                  Rotate
                </Button>
              )}
              <Button onClick={() => setAct("change")} {...gate}>
                Change
              </Button>
              <Button tone="critical" onClick={() => setAct("revoke")} {...gate}>
                Revoke
              </Button>
            </>
          )}
        </Can>
      )}
      {act === "rotate" && <RotateDialog {...dialog} />}
      {act === "change" && <ChangeDialog {...dialog} />}
      {act === "revoke" && <RevokeDialog {...dialog} />}
    </>
  );
}
