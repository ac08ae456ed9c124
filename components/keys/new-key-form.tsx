"use client";
/** What a new key is called, what it may, where and from where, and until when. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { DialogActs } from "@/components/ui/dialog";
import { errorAt, errorElsewhere } from "@/components/ui/error-at";
import { Field, Select, TextInput } from "@/components/ui/field";
import type { Scope } from "@/lib/core/roles";
import { createKey, keysKey } from "@/lib/keys/client";
import type { NewKey } from "@/lib/keys/schema";
import { addressesIn, LIMIT_FIELDS, LimitsFields } from "./limits-fields";
import { Refusal } from "./refusal";
import { ScopesField } from "./scopes-field";

const EXPIRIES = [
  { value: "", label: "Never" },
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
] as const;
type Expiry = (typeof EXPIRIES)[number]["value"];

type Draft = {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly environment: string;
  readonly expiry: Expiry;
  readonly addresses: string;
  readonly rate: string;
};
const BLANK: Draft = {
  name: "",
  scopes: ["ingest"],
  environment: "",
  expiry: "",
  addresses: "",
  rate: "200",
};

type NewKeyFormProps = {
  project: string;
  onMade: (key: NewKey & { readonly scopes: readonly Scope[] }) => void;
  onCancel: () => void;
};

export function NewKeyForm({ project, onMade, onCancel }: NewKeyFormProps) {
  const cache = useQueryClient();
  const [draft, setDraft] = useState(BLANK);
  const set = (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change }));
  const create = useMutation({
    mutationFn: () => createKey(project, requestOf(draft)),
    onSuccess: async (key) => {
      onMade({ ...key, scopes: draft.scopes });
      await cache.invalidateQueries({ queryKey: keysKey(project) });
    },
  });
  const { error } = create;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <Field
        label="Name"
        hint="Who or what will use it, such as “support-bot production”."
        error={errorAt(error, "name")}
      >
        <TextInput
          value={draft.name}
          onChange={(name) => set({ name })}
          required
          maxLength={80}
          autoComplete="off"
        />
      </Field>
      <ScopesField scopes={draft.scopes} onChange={(scopes) => set({ scopes })} />
      <Field
        label="Environment"
        hint="When set, it sends to this environment only."
        error={errorAt(error, "environment")}
      >
        <TextInput
          value={draft.environment}
          onChange={(environment) => set({ environment })}
          placeholder="any"
          maxLength={64}
          autoComplete="off"
        />
      </Field>
      <Field label="Expires" error={errorAt(error, "expiresInDays")}>
        <Select value={draft.expiry} onChange={(expiry) => set({ expiry })} options={EXPIRIES} />
      </Field>
      <LimitsFields limits={draft} error={error} onChange={set} />
      <Refusal error={errorElsewhere(error, SHOWN_FIELDS)} verb="Create key" />
      <DialogActs>
        <Button onClick={onCancel}>Cancel</Button>
        <Button
          type="submit"
          tone="primary"
          isBusy={create.isPending}
          disabled={draft.scopes.length === 0}
        >
          Create key
        </Button>
      </DialogActs>
    </form>
  );
}

const SHOWN_FIELDS = ["name", "environment", "expiresInDays", ...LIMIT_FIELDS];

const requestOf = (draft: Draft) => ({
  name: draft.name,
  scopes: draft.scopes,
  environment: draft.environment.trim() || null,
  expiresInDays: draft.expiry === "" ? null : Number(draft.expiry),
  allowedAddresses: addressesIn(draft),
  requestsPerSecond: Number(draft.rate),
});
