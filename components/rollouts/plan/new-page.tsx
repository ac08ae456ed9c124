"use client";
/** A new rollout: its plan is written beside what it can see at this traffic, and becomes a draft. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { keepAsk } from "@/components/ui/ask-params";
import { EmptyState } from "@/components/ui/empty-state";
import { Field, TextInput } from "@/components/ui/field";
import { Group } from "@/components/ui/group";
import { KeptLink } from "@/components/ui/kept-link";
import { PanelError, PanelSkeleton } from "@/components/ui/panel-states";
import { draftRollout, ROLLOUTS_KEY, rolloutQuery, rolloutsQuery } from "@/lib/rollouts/client";
import { draftFrom, draftOf } from "@/lib/rollouts/draft";
import { NO_LOCKS } from "@/lib/rollouts/locks";
import type { Plan } from "@/lib/rollouts/plan";
import type { RolloutsView } from "@/lib/rollouts/views";
import { stillWrong } from "./issue-at";
import { namesOf } from "./names-part";
import { PlanEditor } from "./plan-editor";
import { SaveFoot } from "./save-foot";
import { StartChoice } from "./start-choice";

export function NewRolloutPage() {
  const { ask } = useAsk();
  const copied = useSearchParams().get("copy");
  const reading = useQuery(rolloutsQuery(ask.project, false));
  const copy = useQuery({
    ...rolloutQuery(ask.project, copied ?? "", false),
    enabled: copied !== null,
  });
  const isReady = reading.data !== undefined && (copied === null || !copy.isPending);
  return (
    <PageFrame title="Plan a rollout" lead={<KeptLink href="/rollouts">Rollouts</KeptLink>}>
      {isReady ? (
        <Begin project={ask.project} view={reading.data} copied={copy.data?.plan ?? null} />
      ) : (
        <div className="flex min-h-96 flex-col rounded-panel border border-line bg-panel p-4">
          {reading.isError ? <PanelError reading={reading} /> : <PanelSkeleton />}
        </div>
      )}
    </PageFrame>
  );
}

type BeginProps = { project: string; view: RolloutsView; copied: Plan | null };

function Begin({ project, view, copied }: BeginProps) {
  const [flag] = view.flags;
  if (!flag)
    return (
      <div className="rounded-panel border border-line bg-panel p-4">
        <EmptyState
          title="No flag to move yet"
          hint="A rollout moves a flag from one of its variants to another. Flags are made here, brought from a file or sent to the API."
          action={
            <KeptLink href="/rollouts/flags/new" look="primary">
              New flag
            </KeptLink>
          }
        />
      </div>
    );
  const first = copied ? draftOf(copied) : draftFrom("mockToReal", namesOf(flag));
  return (
    <NewForm
      project={project}
      view={view}
      first={first}
      from={copied ? `copy:${copied.key}` : "mockToReal"}
    />
  );
}

type NewFormProps = { project: string; view: RolloutsView; first: Plan; from: string };

function NewForm({ project, view, first, from }: NewFormProps) {
  const router = useRouter();
  const params = new URLSearchParams(useSearchParams());
  const cache = useQueryClient();
  const [start, setStart] = useState(from);
  const [plan, setPlan] = useState(first);
  const [reason, setReason] = useState("");
  const make = useMutation({
    mutationFn: () => draftRollout(project, plan, reason.trim()),
    onSuccess: (made) => {
      void cache.invalidateQueries({ queryKey: ROLLOUTS_KEY });
      router.push(keepAsk(`/rollouts/${encodeURIComponent(made.key)}`, params));
    },
  });
  const error = stillWrong(make.error, plan);
  const keys = [...view.moving, ...view.drafts, ...view.over].map(({ key }) => key);
  return (
    <PlanEditor
      origin={start}
      project={project}
      plan={plan}
      setPlan={setPlan}
      locks={NO_LOCKS}
      error={error}
      onSave={() => make.mutate()}
      lead={
        <StartChoice
          project={project}
          plan={plan}
          start={start}
          keys={keys}
          onStart={(next, begun) => {
            setStart(next);
            setPlan(begun);
          }}
        />
      }
      foot={
        <SaveFoot
          verb="Make the draft"
          isBusy={make.isPending || make.isSuccess}
          isReady
          error={error}
        >
          <Group title="Draft" says="It moves nothing until somebody starts it.">
            <Field label="Reason" hint="Kept with version 1 of the plan. May be left out.">
              <TextInput value={reason} onChange={setReason} maxLength={500} />
            </Field>
          </Group>
        </SaveFoot>
      }
    />
  );
}
