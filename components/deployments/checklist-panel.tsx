"use client";
/** The production checklist of one deployment: ticked, added to, and signed off. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { useMay } from "@/components/shell/use-console";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Checkbox, Field, TextInput } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { type CheckPoint, openIn, type Part } from "@/lib/deployments/checklist";
import { DEPLOYMENTS_KEY, signOff, writeChecklist } from "@/lib/deployments/client";
import type { DeploymentDetail } from "@/lib/deployments/schema";

type ChecklistPanelProps = { project: string; id: string; reading: Reading<DeploymentDetail> };

const PARTS: readonly (readonly [Part, string])[] = [
  ["before", "Before"],
  ["during", "During"],
  ["after", "After"],
];

function useReview() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSettled: () => cache.invalidateQueries({ queryKey: DEPLOYMENTS_KEY }),
  });
}

export function ChecklistPanel({ project, id, reading }: ChecklistPanelProps) {
  return (
    <Panel
      title="Checklist"
      question="What was looked at, and who answers for it?"
      reading={reading}
      figure={({ review }) => {
        const open = openIn(review.points);
        return open === 0 ? "all checked" : `${open} of ${review.points.length} open`;
      }}
      height="fit"
    >
      {({ review }) => <List project={project} id={id} review={review} />}
    </Panel>
  );
}

type ListProps = { project: string; id: string; review: DeploymentDetail["review"] };

const sent = ({ part, text, done }: CheckPoint) => ({ part, text, isDone: done !== null });

function List({ project, id, review }: ListProps) {
  const work = useReview();
  const mayReview = useMay("deployments:review") === true;
  const { revision, points, signedOff } = review;
  const isFixed = signedOff !== null || !mayReview;
  const write = (next: readonly ReturnType<typeof sent>[]) =>
    work.mutate(() => writeChecklist(project, id, { revision, points: next }));
  const tick = (point: CheckPoint, isDone: boolean) =>
    write(points.map((one) => (one === point ? { ...sent(one), isDone } : sent(one))));
  return (
    <div className="flex flex-col gap-4">
      {work.error && <Notice tone="critical">{work.error.message}.</Notice>}
      <div className="grid gap-6 lg:grid-cols-3">
        {PARTS.map(([part, title]) => (
          <section key={part} aria-label={title} className="flex min-w-0 flex-col gap-1">
            <h3 className="font-medium text-13 text-primary">{title}</h3>
            {points
              .filter((point) => point.part === part)
              .map((point) => (
                <Checkbox
                  key={point.text}
                  label={point.text}
                  checked={point.done !== null}
                  disabled={isFixed || work.isPending}
                  onChange={(isDone) => tick(point, isDone)}
                  {...(point.done && { hint: `by ${point.done.by}` })}
                />
              ))}
            {!isFixed && (
              <Adding
                part={title}
                onAdd={(text) => write([...points.map(sent), { part, text, isDone: false }])}
              />
            )}
          </section>
        ))}
      </div>
      <SignOff project={project} id={id} review={review} />
    </div>
  );
}

function Adding({ part, onAdd }: { part: string; onAdd: (text: string) => void }) {
  const [text, setText] = useState("");
  return (
    <form
      className="flex items-end gap-2 pt-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === "") return;
        onAdd(text.trim());
        setText("");
      }}
    >
      <div className="min-w-0 flex-1">
        <Field label={`One more, ${part.toLowerCase()}`}>
          <TextInput value={text} onChange={setText} maxLength={500} />
        </Field>
      </div>
      <div className="pb-1">
        <Button type="submit" disabled={text.trim() === ""}>
          Add
        </Button>
      </div>
    </form>
  );
}

function SignOff({ project, id, review }: ListProps) {
  const work = useReview();
  const [isAsking, setAsking] = useState(false);
  const { revision, points, signedOff } = review;
  if (signedOff !== null)
    return (
      <Notice tone="ok">
        {`Signed off by ${signedOff.by}`} <Instant at={signedOff.at} />
        {signedOff.note !== "" && `: ${signedOff.note}`}
      </Notice>
    );
  const open = openIn(points);
  return (
    <div>
      <Can permission="deployments:review">
        {(gate) => (
          <Button tone="primary" onClick={() => setAsking(true)} {...gate}>
            Sign off
          </Button>
        )}
      </Can>
      {isAsking && (
        <ConfirmDialog
          open
          onOpenChange={setAsking}
          title="Sign this deployment off"
          consequence={`${open === 0 ? "Every point is checked." : `${open} points are open: say why.`} The list stays as it is, with the figures of now as the baseline.`}
          verb="Sign off"
          isCritical={false}
          asksReason
          isBusy={work.isPending}
          error={work.error}
          onConfirm={(note) =>
            work.mutate(() => signOff(project, id, { revision, note }), {
              onSuccess: () => setAsking(false),
            })
          }
        />
      )}
    </div>
  );
}
