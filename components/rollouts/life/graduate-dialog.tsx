"use client";
/** Ends a flag whose work is done: what the code is to keep, who still asks, and the one press that settles it. */
import { useState } from "react";
import { useRolloutAct } from "@/components/rollouts/use-rollout-act";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { Field, Select, TextInput } from "@/components/ui/field";
import { Snippet } from "@/components/ui/snippet";
import { constantIn } from "@/lib/flags/constant";
import { graduateFlag } from "@/lib/flags/life/client";
import type { FlagView } from "@/lib/flags/views";
import { Askers } from "./askers";

type GraduateDialogProps = { project: string; view: FlagView; onClose: () => void };

export function GraduateDialog({ project, view, onClose }: GraduateDialogProps) {
  const { flag, version, askers } = view;
  const given = givenIn(view);
  const [keep, setKeep] = useState(given[0] ?? flag.offVariant);
  const [reason, setReason] = useState("");
  const work = useRolloutAct();
  const graduate = () =>
    work.mutate(() => graduateFlag(project, flag.key, { keep, was: version, reason }), {
      onSuccess: onClose,
    });
  return (
    <Dialog
      open
      size="l"
      onOpenChange={onClose}
      title={`Graduate ${flag.key}`}
      description={`It becomes “${keep}” for everybody, plainly, where it is that already. It is archived by itself when no program has asked for it for 7 days; its versions stay.`}
    >
      <form
        className="flex min-w-0 flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() !== "") graduate();
        }}
      >
        {given.length > 1 && (
          <Field label="What the code keeps" hint="Environments give different variants.">
            <Select
              value={keep}
              options={given.map((value) => ({ value, label: value }))}
              onChange={setKeep}
            />
          </Field>
        )}
        <InCode view={view} keep={keep} />
        <section className="flex min-w-0 flex-col gap-1.5">
          <h3 className="font-medium text-13 text-primary">Who asks for it</h3>
          <Askers askers={askers} />
        </section>
        <Field label="Reason" hint="Stands beside the version.">
          <TextInput value={reason} onChange={setReason} required maxLength={500} />
        </Field>
        {work.error && <Notice tone="critical">{work.error.message}.</Notice>}
        <DialogActs>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            tone="primary"
            isBusy={work.isPending}
            disabled={reason.trim() === ""}
          >
            {`Graduate to ${keep}`}
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  );
}

/** The variants that whole environments are given. */
function givenIn({ flag }: FlagView): string[] {
  const all = Object.values(flag.environments).map((one) => constantIn(one, flag.offVariant));
  return [...new Set(all)].filter((variant) => variant !== null);
}

function InCode({ view: { flag }, keep }: { view: FlagView; keep: string }) {
  const others = Object.keys(flag.variants).filter((name) => name !== keep);
  return (
    <section className="flex min-w-0 flex-col gap-1.5">
      <h3 className="font-medium text-13 text-primary">In the code</h3>
      <p className="text-13 text-secondary">
        Put this value where <code className="font-mono text-primary">{flag.key}</code> is asked for
        {others.length > 0 &&
          `, and delete what only ${others.map((name) => `“${name}”`).join(", ")} led to`}
        .
      </p>
      <Snippet label="value" code={JSON.stringify(flag.variants[keep], null, 2)} />
    </section>
  );
}
