"use client";
/** Escalation policies: who is told, after how long the next one is, and what uses each. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { useAsk } from "@/components/shell/use-ask";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Panel } from "@/components/ui/panel";
import { quantity } from "@/lib/core/format";
import { policiesKey, policiesQuery, removePolicy } from "@/lib/oncall/policies/client";
import type { PoliciesView, PolicyView } from "@/lib/oncall/policies/schema";
import { PolicyDialog } from "./policy-dialog";
import { targetWords } from "./policy-draft";

export function PoliciesPage() {
  const { ask } = useAsk();
  const { project } = ask;
  const reading = useQuery(policiesQuery(project));
  const [writing, setWriting] = useState<PolicyView | "new" | null>(null);
  const [leaving, setLeaving] = useState<PolicyView | null>(null);
  return (
    <>
      <Panel
        title="Escalation policies"
        question="Who is told after whom, when nobody answers?"
        reading={reading}
        figure={({ policies }) => quantity(policies.length, "policy", "policies")}
        controls={
          <Can permission="on-call:write">
            {(gate) => (
              <Button size="s" icon={Plus} onClick={() => setWriting("new")} {...gate}>
                New policy
              </Button>
            )}
          </Can>
        }
        isEmpty={({ policies }) => policies.length === 0}
        empty={{
          title: "No escalation policy",
          hint: "A policy tells whoever is on call, and the next step when nobody acknowledges in time. Rules and the project's notification policy choose one.",
        }}
        height="fit"
      >
        {({ policies, choices }) => (
          <ul className="flex flex-col divide-y divide-line">
            {policies.map((policy) => (
              <PolicyRow
                key={policy.id}
                policy={policy}
                choices={choices}
                onChange={() => setWriting(policy)}
                onRemove={() => setLeaving(policy)}
              />
            ))}
          </ul>
        )}
      </Panel>
      {writing && reading.data && (
        <PolicyDialog
          project={project}
          policy={writing === "new" ? null : writing}
          choices={reading.data.choices}
          onClose={() => setWriting(null)}
        />
      )}
      {leaving && (
        <RemovalDialog project={project} policy={leaving} onClose={() => setLeaving(null)} />
      )}
    </>
  );
}

type PolicyRowProps = {
  policy: PolicyView;
  choices: PoliciesView["choices"];
  onChange: () => void;
  onRemove: () => void;
};

function PolicyRow({ policy: { policy, usedBy }, choices, onChange, onRemove }: PolicyRowProps) {
  const steps = policy.steps.map((step, i) => ({ ...step, number: i + 1 }));
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
      <div className="flex min-w-0 flex-1 basis-72 flex-col gap-1.5">
        <p className="font-medium text-13 text-primary">{policy.name}</p>
        <ol className="flex flex-col gap-0.5 text-13 text-secondary">
          {steps.map(({ number, targets, waitMinutes }) => (
            <li key={number}>
              {`${number}. ${targets.map((target) => targetWords(target, choices)).join(", ")}`}
              <span className="text-12 text-muted">{`, then ${waitMinutes} min for an answer`}</span>
            </li>
          ))}
        </ol>
        <p className="text-12 text-muted">{rulesWords(policy)}</p>
        {usedBy.length > 0 ? (
          <p className="text-12 text-muted">{`Used by ${usedBy.join(", ")}`}</p>
        ) : (
          <Badge tone="unknown" bare>
            Nothing uses it
          </Badge>
        )}
      </div>
      <Can permission="on-call:write">
        {(gate) => (
          <div className="flex flex-wrap gap-2">
            <Button size="s" onClick={onChange} {...gate}>
              Change<span className="sr-only">{` ${policy.name}`}</span>
            </Button>
            <Button size="s" onClick={onRemove} {...gate}>
              Delete<span className="sr-only">{` ${policy.name}`}</span>
            </Button>
          </div>
        )}
      </Can>
    </li>
  );
}

function rulesWords({ repeats, acknowledgedForMinutes }: PolicyView["policy"]): string {
  const again =
    repeats === 0
      ? "gone through once"
      : `gone through again ${repeats === 1 ? "once" : `${repeats} times`}`;
  return acknowledgedForMinutes === null
    ? `All steps are ${again}; an acknowledgement holds until it is taken back.`
    : `All steps are ${again}; they begin anew ${acknowledgedForMinutes} min after an acknowledgement if it still fires.`;
}

type RemovalDialogProps = { project: string; policy: PolicyView; onClose: () => void };

function RemovalDialog({ project, policy, onClose }: RemovalDialogProps) {
  const cache = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removePolicy(project, policy.id),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: policiesKey(project) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${policy.policy.name}`}
      consequence="No rule can choose it any more. Alerts that escalate by it now go on as they began."
      verb="Delete policy"
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
    />
  );
}
