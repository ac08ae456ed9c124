"use client";
/** When nothing is promoted: freeze windows, opened and ended here. */
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Notice, Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { Field, Select, TextInput } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { HOUR } from "@/lib/core/time";
import { endFreeze, openFreeze } from "@/lib/rollouts/client";
import type { FreezeView, RolloutsView } from "@/lib/rollouts/views";
import { useRolloutAct } from "./use-rollout-act";

type FreezesPanelProps = { project: string; reading: Reading<RolloutsView> };

export function FreezesPanel({ project, reading }: FreezesPanelProps) {
  const [isOpening, setOpening] = useState(false);
  return (
    <Panel
      title="Freeze windows"
      question="When is nothing promoted?"
      reading={reading}
      figure={({ freezes }) => String(freezes.length)}
      height="fit"
      isFlush
    >
      {({ freezes }) => (
        <div className="flex flex-col">
          {freezes.length === 0 && (
            <p className="border-line border-t px-4 py-2.5 text-13 text-muted">
              None is open or planned. What has begun stays and can be rolled back in any of them.
            </p>
          )}
          <ul>
            {freezes.map((freeze) => (
              <Row key={freeze.id} project={project} freeze={freeze} />
            ))}
          </ul>
          <div className="border-line border-t px-4 py-2.5">
            <Can permission="freezes:write">
              {(gate) => (
                <Button size="s" onClick={() => setOpening(true)} {...gate}>
                  Freeze promotions
                </Button>
              )}
            </Can>
          </div>
          {isOpening && <FreezeDialog project={project} onClose={() => setOpening(false)} />}
        </div>
      )}
    </Panel>
  );
}

function Row({ project, freeze }: { project: string; freeze: FreezeView }) {
  const act = useRolloutAct();
  const { id, environment, from, to, reason, by } = freeze;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-t px-4 py-2.5 text-13">
      <span className="min-w-0 flex-1 basis-48 text-primary">
        {reason}
        <span className="block text-12 text-muted">
          <Instant at={from} style="exact" /> to <Instant at={to} style="exact" />
          {`, by ${by}`}
        </span>
      </span>
      <Tag>{environment ?? "all environments"}</Tag>
      <Can permission="freezes:write" otherwise="hide">
        {(gate) => (
          <Button
            size="s"
            isBusy={act.isPending}
            onClick={() => act.mutate(() => endFreeze(project, id))}
            {...gate}
          >
            End now
          </Button>
        )}
      </Can>
    </li>
  );
}

const LENGTHS = [
  { value: "4", label: "4 hours" },
  { value: "24", label: "1 day" },
  { value: "72", label: "3 days" },
  { value: "168", label: "1 week" },
] as const;

function FreezeDialog({ project, onClose }: { project: string; onClose: () => void }) {
  const act = useRolloutAct();
  const [hours, setHours] = useState<(typeof LENGTHS)[number]["value"]>("24");
  const [reason, setReason] = useState("");
  const freeze = () => {
    const from = new Date();
    const to = new Date(from.getTime() + Number(hours) * HOUR);
    return openFreeze(project, { from: from.toISOString(), to: to.toISOString(), reason });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Freeze promotions"
      description="From now on nothing starts or is promoted, in any environment. What has begun stays and is watched."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate(freeze, { onSuccess: onClose });
        }}
      >
        <Field label="For how long">
          <Select value={hours} options={LENGTHS} onChange={setHours} />
        </Field>
        <Field label="Reason" hint="Shown to whoever wants to promote.">
          <TextInput value={reason} onChange={setReason} required maxLength={200} />
        </Field>
        {act.error && <Notice tone="critical">{act.error.message}.</Notice>}
        <DialogActs>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            tone="primary"
            isBusy={act.isPending}
            disabled={reason.trim() === ""}
          >
            Freeze promotions
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  );
}
