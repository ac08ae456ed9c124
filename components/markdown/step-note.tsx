"use client";
/** Under a step of a runbook: who did it, whose it is, what was said, and a place to say more. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { MessageSquarePlus, UserPlus } from "lucide-react";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button, IconButton } from "@/components/ui/button";
import { Field, Select, TextArea } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import type { Step } from "@/lib/browser/ticks";
import { INCIDENTS_KEY, markStep, type StepChange } from "@/lib/incidents/client";
import type { Person, StepView } from "@/lib/incidents/views";

type StepNoteProps = {
  place: { readonly project: string; readonly id: string; readonly runbook: string };
  step: Step;
  known: StepView | undefined;
  people: readonly Person[];
  may: boolean;
};

type Open = "owner" | "comment" | null;

export function StepNote({
  place: { project, ...place },
  step,
  known,
  people,
  may,
}: StepNoteProps) {
  const [open, setOpen] = useState<Open>(null);
  const cache = useQueryClient();
  const act = useMutation({
    mutationFn: (change: Omit<StepChange, "text">) =>
      markStep(project, { ...place, step: step.step }, { text: step.text, ...change }),
    onSuccess: () => setOpen(null),
    onSettled: () => cache.invalidateQueries({ queryKey: INCIDENTS_KEY }),
  });
  const { done = null, owner = null, comments = [] } = known ?? {};
  const turn = (which: Open) => setOpen(open === which ? null : which);
  return (
    <div className="flex min-w-0 flex-col gap-1 text-12 text-secondary">
      <div className="flex min-h-6 flex-wrap items-center gap-x-2">
        {done && (
          <span>
            {`done by ${done.by} `}
            <Instant at={done.at} style="exact" />
          </span>
        )}
        {owner && <span>{`${owner.name}’s`}</span>}
        {may && (
          <span className="flex gap-1">
            <IconButton
              size="s"
              icon={UserPlus}
              label={`Assign: ${step.text}`}
              onClick={() => turn("owner")}
            />
            <IconButton
              size="s"
              icon={MessageSquarePlus}
              label={`Comment on: ${step.text}`}
              onClick={() => turn("comment")}
            />
          </span>
        )}
      </div>
      {comments.map(({ id, at, by, text }) => (
        <p key={id} className="wrap-anywhere whitespace-pre-wrap border-line border-l-2 pl-2">
          <span className="text-primary">{text}</span>
          {` ${by} `}
          <Instant at={at} style="exact" />
        </p>
      ))}
      {open === "owner" && (
        <Field label="Whose step it is">
          <Select
            value={owner?.id ?? ""}
            options={[
              { value: "", label: "Nobody" },
              ...people.map((one) => ({ value: one.id, label: one.name })),
            ]}
            onChange={(id) => act.mutate({ owner: id || null })}
            disabled={act.isPending}
          />
        </Field>
      )}
      {open === "comment" && (
        <Comment isBusy={act.isPending} onSay={(comment) => act.mutate({ comment })} />
      )}
      {act.error && <Notice tone="critical">{act.error.message}.</Notice>}
    </div>
  );
}

function Comment({ isBusy, onSay }: { isBusy: boolean; onSay: (text: string) => void }) {
  const [text, setText] = useState("");
  const isEmpty = text.trim() === "";
  return (
    <form
      className="flex flex-col gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty) onSay(text.trim());
      }}
    >
      <Field label="Comment on this step" hint="On the timeline too.">
        <TextArea value={text} onChange={setText} rows={2} maxLength={2_000} />
      </Field>
      <div className="flex justify-end">
        <Button type="submit" size="s" isBusy={isBusy} disabled={isEmpty}>
          Add comment
        </Button>
      </div>
    </form>
  );
}
