"use client";
/** Makes a key, and shows its secret the only time it can be shown. */
import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import type { Scope } from "@/lib/core/roles";
import type { NewKey } from "@/lib/keys/schema";
import { KEEP_IT, MadeKey } from "./made-key";
import { NewKeyForm } from "./new-key-form";

type NewKeyDialogProps = { project: string; onClose: () => void };
type Made = NewKey & { readonly scopes: readonly Scope[] };

export function NewKeyDialog({ project, onClose }: NewKeyDialogProps) {
  const [made, setMade] = useState<Made | null>(null);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={made ? "Copy the key now" : "Create an API key"}
      description={made ? KEEP_IT : `It works in the project “${project}” only.`}
    >
      {made ? (
        <MadeKey secret={made.secret} scopes={made.scopes} project={project} onClose={onClose} />
      ) : (
        <NewKeyForm project={project} onMade={setMade} onCancel={onClose} />
      )}
    </Dialog>
  );
}
