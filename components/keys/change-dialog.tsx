"use client";
/** Changes a key's name, addresses and rate, unless somebody else did so meanwhile. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { errorAt, errorElsewhere } from "@/components/ui/error-at";
import { Field, TextInput } from "@/components/ui/field";
import { changeKey, keysKey } from "@/lib/keys/client";
import type { KeyView } from "@/lib/keys/schema";
import { addressesIn, LIMIT_FIELDS, LimitsFields } from "./limits-fields";
import { Refusal } from "./refusal";

type ChangeDialogProps = { project: string; apiKey: KeyView; onClose: () => void };

const draftOf = ({ name, allowedAddresses, requestsPerSecond }: KeyView) => ({
  name,
  addresses: allowedAddresses.join("\n"),
  rate: String(requestsPerSecond),
});
type Draft = ReturnType<typeof draftOf>;

const settingsOf = ({ name, allowedAddresses, requestsPerSecond }: KeyView) => ({
  name,
  allowedAddresses,
  requestsPerSecond,
});

export function ChangeDialog({ project, apiKey, onClose }: ChangeDialogProps) {
  const cache = useQueryClient();
  // What was read when the typing began: it is sent along, so that nobody's change is lost.
  const [read, setRead] = useState(apiKey);
  const [draft, setDraft] = useState(() => draftOf(apiKey));
  const set = (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change }));
  const readAgain = () => cache.invalidateQueries({ queryKey: keysKey(project) });
  const change = useMutation({
    mutationFn: () =>
      changeKey(project, read.id, {
        name: draft.name,
        allowedAddresses: addressesIn(draft),
        requestsPerSecond: Number(draft.rate),
        was: settingsOf(read),
      }),
    onSuccess: async () => {
      await readAgain();
      onClose();
    },
    onError: readAgain,
  });
  const stale = errorAt(change.error, "was");
  const loadTheirs = () => {
    setRead(apiKey);
    setDraft(draftOf(apiKey));
    change.reset();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Change ${read.name}`}
      description="It holds from the next request on. What the key may do cannot be changed: make another one for that."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <Field label="Name" error={errorAt(change.error, "name")}>
          <TextInput
            value={draft.name}
            onChange={(name) => set({ name })}
            required
            maxLength={80}
          />
        </Field>
        <LimitsFields limits={draft} error={change.error} onChange={set} />
        {stale === undefined ? (
          <Refusal error={errorElsewhere(change.error, SHOWN_FIELDS)} verb="Save key" />
        ) : (
          <Stale message={stale} onLoadTheirs={loadTheirs} />
        )}
        <DialogActs>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" isBusy={change.isPending}>
            Save key
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  );
}

const SHOWN_FIELDS = ["name", ...LIMIT_FIELDS];

function Stale({ message, onLoadTheirs }: { message: string; onLoadTheirs: () => void }) {
  return (
    <Notice tone="warning">
      <p>{message}.</p>
      <div className="pt-2">
        <Button size="s" onClick={onLoadTheirs}>
          Load theirs
        </Button>
      </div>
    </Notice>
  );
}
