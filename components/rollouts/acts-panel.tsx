"use client";
/** What can be pressed now, each with what it does, to how many and how fast. */
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { errorAt } from "@/components/ui/error-at";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Segmented } from "@/components/ui/segmented";
import { actOn } from "@/lib/rollouts/client";
import type { ActView, RolloutDetail } from "@/lib/rollouts/views";
import { InstantInput } from "./plan/instant-input";
import { useRolloutAct } from "./use-rollout-act";

type ActsPanelProps = { project: string; reading: Reading<RolloutDetail> };

export function ActsPanel({ project, reading }: ActsPanelProps) {
  const [chosen, setChosen] = useState<ActView | null>(null);
  return (
    <Panel
      title="State"
      question="How does it stand, and what can be done?"
      reading={reading}
      height="fit"
    >
      {(detail) => (
        <div className="flex flex-col gap-3">
          <p role="status" aria-live="off" className="text-14 text-primary">
            {`${detail.rollout.next}.`}
          </p>
          <ul className="flex flex-col gap-2">
            {detail.acts.map((act) => (
              <Act key={act.act} act={act} onPress={() => setChosen(act)} />
            ))}
          </ul>
          {chosen && (
            <Confirm
              project={project}
              detail={detail}
              act={chosen}
              onClose={() => setChosen(null)}
            />
          )}
        </div>
      )}
    </Panel>
  );
}

const PRIMARY: readonly ActView["act"][] = ["start", "approve", "promote", "resume", "restart"];
const CRITICAL: readonly ActView["act"][] = ["rollBack"];

const toneOf = ({ act }: ActView) =>
  CRITICAL.includes(act) ? "critical" : PRIMARY.includes(act) ? "primary" : undefined;

function Act({ act, onPress }: { act: ActView; onPress: () => void }) {
  const tone = toneOf(act);
  return (
    <li className="flex flex-col gap-1">
      <Can permission="rollouts:write">
        {(gate) => (
          <Button
            size="l"
            {...(tone && { tone })}
            onClick={onPress}
            {...gate}
            disabled={gate.disabled || act.why !== null}
          >
            {act.label}
          </Button>
        )}
      </Can>
      <span className="text-12 text-muted">{`${act.why ?? act.says}.`}</span>
    </li>
  );
}

type ConfirmProps = {
  project: string;
  detail: RolloutDetail;
  act: ActView;
  onClose: () => void;
};

const BEGINNING: readonly ActView["act"][] = ["start", "restart"];

const USERS = [
  { value: "same", label: "Same users" },
  { value: "fresh", label: "Fresh users" },
] as const;

function Confirm({ project, detail, act, onClose }: ConfirmProps) {
  const work = useRolloutAct();
  const [users, setUsers] = useState<"same" | "fresh">("same");
  const [since, setSince] = useState<string | null>(null);
  const { key } = detail.rollout;
  // What was read when the dialog opened: who is late is told.
  const [revision] = useState(detail.revision);
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`${act.label}: ${key}`}
      consequence={`${act.says}.`}
      verb={act.label}
      isCritical={CRITICAL.includes(act.act)}
      asksReason
      isBusy={work.isPending}
      error={work.error}
      onConfirm={(reason) =>
        work.mutate(
          () =>
            actOn(project, key, {
              ...{ act: act.act, revision, reason, users },
              ...(since !== null && { since }),
            }),
          { onSuccess: onClose },
        )
      }
    >
      {act.act === "restart" && (
        <div>
          <Segmented label="Who gets it" value={users} options={USERS} onChange={setUsers} />
        </div>
      )}
      {BEGINNING.includes(act.act) && (
        <SinceField value={since} onChange={setSince} error={errorAt(work.error, "since")} />
      )}
    </ConfirmDialog>
  );
}

type SinceFieldProps = {
  value: string | null;
  onChange: (value: string | null) => void;
  error: string | undefined;
};

/** For a split that was live before there was a rollout of it. */
const SinceField = ({ value, onChange, error }: SinceFieldProps) => (
  <Field
    label="The split has been live since"
    hint="Only if people get both variants already, at the weight of the first stage: requests from then on count as evidence. At most a week back. Empty: evidence begins with the start."
    error={error}
  >
    <InstantInput value={value} onChange={onChange} />
  </Field>
);
