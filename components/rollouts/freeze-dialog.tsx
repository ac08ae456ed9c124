"use client";
/** Opens a freeze window, now or to come: where, from when to when on the reader's clock, and why. */
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { errorAt, errorElsewhere } from "@/components/ui/error-at";
import { Field, Select, TextInput } from "@/components/ui/field";
import { onClock } from "@/components/ui/on-clock";
import { readerZone } from "@/components/ui/zone";
import { DAY, HOUR } from "@/lib/core/time";
import { openFreeze } from "@/lib/rollouts/client";
import { useRolloutAct } from "./use-rollout-act";

type FreezeDialogProps = {
  project: string;
  environments: readonly string[];
  onClose: () => void;
};

type Draft = {
  readonly environment: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
};

const ALL = "";
const FIELDS = ["environment", "from", "to", "reason"];

/** A day from now, which is what a freeze in a hurry is. */
function fresh(): Draft {
  const now = Date.now();
  const at = (ms: number) => onClock(new Date(ms).toISOString());
  return { environment: ALL, from: at(now), to: at(now + DAY), reason: "" };
}

/** Friday evening to Monday morning, on the reader's clock. */
function weekend(): Pick<Draft, "from" | "to"> {
  const friday = new Date();
  friday.setDate(friday.getDate() + ((5 - friday.getDay() + 7) % 7));
  friday.setHours(18, 0, 0, 0);
  if (friday.getTime() < Date.now() - 18 * HOUR) friday.setDate(friday.getDate() + 7);
  const monday = new Date(friday);
  monday.setDate(friday.getDate() + 3);
  monday.setHours(8);
  return { from: onClock(friday.toISOString()), to: onClock(monday.toISOString()) };
}

const whole = (text: string): string => new Date(text).toISOString();

export function FreezeDialog({ project, environments, onClose }: FreezeDialogProps) {
  const act = useRolloutAct();
  const [draft, setDraft] = useState(fresh);
  const set = (change: Partial<Draft>) => setDraft((known) => ({ ...known, ...change }));
  const freeze = () => {
    const { environment, from, to, reason } = draft;
    const where = environment === ALL ? {} : { environment };
    return openFreeze(project, { ...where, from: whole(from), to: whole(to), reason });
  };
  const { error } = act;
  const rest = errorElsewhere(error, FIELDS);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Freeze promotions"
      description="Within it nothing starts or is promoted. What has begun stays, is watched, and can be rolled back."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate(freeze, { onSuccess: onClose });
        }}
      >
        <Field label="Environment" error={errorAt(error, "environment")}>
          <Select
            value={draft.environment}
            options={[
              { value: ALL, label: "All environments" },
              ...environments.map((value) => ({ value, label: value })),
            ]}
            onChange={(environment) => set({ environment })}
          />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="From" hint={readerZone()} error={errorAt(error, "from")}>
            <TextInput
              type="datetime-local"
              value={draft.from}
              onChange={(from) => set({ from })}
              required
            />
          </Field>
          <Field label="To" error={errorAt(error, "to")}>
            <TextInput
              type="datetime-local"
              value={draft.to}
              onChange={(to) => set({ to })}
              required
            />
          </Field>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button
            size="s"
            onClick={() => setDraft((known) => ({ ...fresh(), reason: known.reason }))}
          >
            A day from now
          </Button>
          <Button size="s" onClick={() => set(weekend())}>
            The weekend
          </Button>
        </div>
        <Field
          label="Reason"
          hint="Shown to whoever wants to promote."
          error={errorAt(error, "reason")}
        >
          <TextInput
            value={draft.reason}
            onChange={(reason) => set({ reason })}
            required
            maxLength={200}
          />
        </Field>
        {rest && <Notice tone="critical">{rest.message}.</Notice>}
        <DialogActs>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            tone="primary"
            isBusy={act.isPending}
            disabled={draft.reason.trim() === ""}
          >
            Freeze promotions
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  );
}
