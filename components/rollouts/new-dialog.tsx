"use client";
/** Plans a rollout from a preset: which flag, from which variant to which. It starts as a draft. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { keepAsk } from "@/components/ui/ask-params";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { Field, Select, TextInput } from "@/components/ui/field";
import { draftRollout, type PresetPlan, ROLLOUTS_KEY } from "@/lib/rollouts/client";
import type { MovableFlag } from "@/lib/rollouts/views";

const PRESETS: readonly { value: PresetPlan["preset"]; label: string; hint: string }[] = [
  {
    value: "mockToReal",
    label: "Mock to real",
    hint: "10 % for a day, 50 % for a day, then everybody; gates on errors, latency, cost and feedback.",
  },
  {
    value: "blueGreen",
    label: "Blue/green",
    hint: "Preview and smoke test, half, then all; watched for an hour, blue is kept for a day.",
  },
  {
    value: "featureFallback",
    label: "Feature fallback",
    hint: "On for everybody, and off by itself when its latency gate fails.",
  },
];

type NewDialogProps = { project: string; flags: readonly MovableFlag[]; onClose: () => void };

export function NewDialog({ project, flags, onClose }: NewDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Plan a rollout"
      description="It becomes a draft: nobody gets anything else until it is started."
    >
      {flags.length === 0 ? (
        <Notice tone="info">
          There is no flag to move yet. Bring flags with “wheelhouse flags import FILE.json”.
        </Notice>
      ) : (
        <Form project={project} flags={flags} onClose={onClose} />
      )}
    </Dialog>
  );
}

const choices = (values: readonly string[]) => values.map((value) => ({ value, label: value }));

/** The variants of a flag, the first two as a guess. */
const guess = ({ key, variants, environments }: MovableFlag) => ({
  flag: key,
  environment: environments[0] ?? "production",
  control: variants[0] ?? "",
  canary: variants[1] ?? "",
});

function Form({ project, flags, onClose }: NewDialogProps) {
  const [first] = flags;
  const [preset, setPreset] = useState<PresetPlan["preset"]>("mockToReal");
  const [key, setKey] = useState("");
  const [names, setNames] = useState(() => first && guess(first));
  const router = useRouter();
  const params = new URLSearchParams(useSearchParams());
  const cache = useQueryClient();
  const flag = flags.find((one) => one.key === names?.flag);
  const make = useMutation({
    mutationFn: (plan: PresetPlan) => draftRollout(project, plan),
    onSuccess: (made) => {
      void cache.invalidateQueries({ queryKey: ROLLOUTS_KEY });
      router.push(keepAsk(`/rollouts/${encodeURIComponent(made.key)}`, params));
    },
  });
  if (!names || !flag) return null;
  const set = (part: Partial<typeof names>) => setNames({ ...names, ...part });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (key.trim() !== "") make.mutate({ preset, key: key.trim(), ...names });
      }}
    >
      <Field label="Kind" hint={PRESETS.find(({ value }) => value === preset)?.hint}>
        <Select value={preset} options={PRESETS} onChange={setPreset} />
      </Field>
      <Field label="Name" hint="Lower-case letters, digits, dots and dashes, such as agent-real.">
        <TextInput value={key} onChange={setKey} required maxLength={100} />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Flag">
          <Select
            value={names.flag}
            options={choices(flags.map((one) => one.key))}
            onChange={(next) => {
              const chosen = flags.find((one) => one.key === next);
              if (chosen) setNames(guess(chosen));
            }}
          />
        </Field>
        <Field label="Environment">
          <Select
            value={names.environment}
            options={choices(flag.environments)}
            onChange={(environment) => set({ environment })}
          />
        </Field>
        <Field label="From" hint="What it is compared with, and falls back to.">
          <Select
            value={names.control}
            options={choices(flag.variants)}
            onChange={(control) => set({ control })}
          />
        </Field>
        <Field label="To" hint="What gets more and more.">
          <Select
            value={names.canary}
            options={choices(flag.variants)}
            onChange={(canary) => set({ canary })}
          />
        </Field>
      </div>
      {make.error && <Notice tone="critical">{make.error.message}.</Notice>}
      <DialogActs>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type="submit"
          tone="primary"
          isBusy={make.isPending}
          disabled={key.trim() === "" || names.canary === names.control}
        >
          Make the draft
        </Button>
      </DialogActs>
    </form>
  );
}
