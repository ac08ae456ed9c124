"use client";
/** Makes a key, and shows its secret the only time it can be shown. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { Checkbox, Field, Select, TextInput } from "@/components/ui/field";
import { Snippet } from "@/components/ui/snippet";
import type { Scope } from "@/lib/core/roles";
import { createKey } from "@/lib/keys/client";
import type { NewKey } from "@/lib/keys/schema";

type NewKeyDialogProps = { project: string; onClose: () => void };

export function NewKeyDialog({ project, onClose }: NewKeyDialogProps) {
  const [made, setMade] = useState<NewKey | null>(null);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={made ? "Copy the key now" : "Create an API key"}
      description={
        made
          ? "Only its hash is kept: after this dialog is closed, nobody can read it again."
          : `It works in the project “${project}” only.`
      }
    >
      {made ? (
        <>
          <Snippet code={made.secret} label="API key" />
          <DialogActs>
            <Button tone="primary" onClick={onClose}>
              I have copied it
            </Button>
          </DialogActs>
        </>
      ) : (
        <NewKeyForm project={project} onMade={setMade} onCancel={onClose} />
      )}
    </Dialog>
  );
}

const SCOPE_WORDS: readonly { readonly scope: Scope; readonly says: string }[] = [
  { scope: "ingest", says: "Send events." },
  { scope: "import", says: "Send events older than 7 days, for moving history in." },
  { scope: "read", says: "Read dashboards and figures." },
  { scope: "admin", says: "Change settings, and make and revoke keys." },
];

const EXPIRIES = [
  { value: "", label: "Never" },
  { value: "7", label: "In 7 days" },
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
] as const;
type Expiry = (typeof EXPIRIES)[number]["value"];

type NewKeyFormProps = { project: string; onMade: (key: NewKey) => void; onCancel: () => void };

function NewKeyForm({ project, onMade, onCancel }: NewKeyFormProps) {
  const cache = useQueryClient();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly Scope[]>(["ingest"]);
  const [environment, setEnvironment] = useState("");
  const [expiry, setExpiry] = useState<Expiry>("");
  const create = useMutation({
    mutationFn: () =>
      createKey(project, {
        name,
        scopes,
        environment: environment.trim() || null,
        expiresInDays: expiry === "" ? null : Number(expiry),
      }),
    onSuccess: async (key) => {
      onMade(key);
      await cache.invalidateQueries({ queryKey: ["keys", { project }] });
    },
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <Field label="Name" hint="Who or what will use it, such as “support-bot production”.">
        <TextInput value={name} onChange={setName} required maxLength={80} />
      </Field>
      <fieldset className="flex flex-col">
        <legend className="pb-1 font-medium text-13 text-primary">It may</legend>
        {SCOPE_WORDS.map(({ scope, says }) => (
          <Checkbox
            key={scope}
            label={scope}
            hint={says}
            checked={scopes.includes(scope)}
            onChange={(isOn) =>
              setScopes((now) => (isOn ? [...now, scope] : now.filter((one) => one !== scope)))
            }
          />
        ))}
      </fieldset>
      <Field label="Environment" hint="When set, it sends to this environment only.">
        <TextInput
          value={environment}
          onChange={setEnvironment}
          placeholder="any"
          maxLength={64}
          autoComplete="off"
        />
      </Field>
      <Field label="Expires">
        <Select value={expiry} onChange={setExpiry} options={EXPIRIES} />
      </Field>
      {create.error && <Notice tone="critical">{create.error.message}.</Notice>}
      <DialogActs>
        <Button onClick={onCancel}>Cancel</Button>
        <Button
          type="submit"
          tone="primary"
          isBusy={create.isPending}
          disabled={scopes.length === 0}
        >
          Create key
        </Button>
      </DialogActs>
    </form>
  );
}
