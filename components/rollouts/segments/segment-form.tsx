"use client";
/** Writes a segment: keys that are in or out whatever else, and lists of conditions of which one has to fit. */
import { useState } from "react";
import { issueAt } from "@/components/rollouts/flag-form/editing";
import { LinesField } from "@/components/rollouts/flag-form/typed";
import { useRolloutAct } from "@/components/rollouts/use-rollout-act";
import { Can } from "@/components/shell/can";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field, TextInput } from "@/components/ui/field";
import { Row } from "@/components/ui/group";
import { withoutEmpty } from "@/lib/flags/draft";
import type { Segment } from "@/lib/flags/schema";
import { saveSegment } from "@/lib/flags/segments/client";
import type { SegmentView } from "@/lib/flags/segments/schema";
import { ListsField } from "./lists-field";
import { RemoveSegment } from "./remove-segment";
import { UsedBy } from "./used-by";

type SegmentFormProps = {
  project: string;
  view: SegmentView;
  isNew: boolean;
  onClose: () => void;
};

export function SegmentForm({ project, view, isNew, onClose }: SegmentFormProps) {
  // As it was opened: whoever saves over another's change is told.
  const [opened] = useState(view);
  const [segment, setSegment] = useState(view.segment);
  const [reason, setReason] = useState("");
  const work = useRolloutAct();
  const set = (change: Partial<Segment>) => setSegment((now) => ({ ...now, ...change }));
  const save = () => {
    const was = isNew ? null : opened.revision;
    const sent = { segment: sendable(segment), was, ...(reason.trim() !== "" && { reason }) };
    work.mutate(() => saveSegment(project, sent), { onSuccess: onClose });
  };
  return (
    <form
      aria-label="Segment"
      className="flex min-w-0 flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <NamePart segment={segment} isNew={isNew} error={work.error} onChange={set} />
      <Row>
        <Field
          label="Always in"
          hint="Targeting keys, a line each."
          error={issueAt(work.error, "segment.includes")}
        >
          <LinesField
            rows={4}
            values={segment.includes}
            onChange={(includes) => set({ includes })}
          />
        </Field>
        <Field
          label="Never in"
          hint="Also where they are above, or a condition fits."
          error={issueAt(work.error, "segment.excludes")}
        >
          <LinesField
            rows={4}
            values={segment.excludes}
            onChange={(excludes) => set({ excludes })}
          />
        </Field>
      </Row>
      <ListsField lists={segment.when} error={work.error} onChange={(when) => set({ when })} />
      {!isNew && (
        <div className="flex flex-col gap-1 border-line border-t pt-3 text-13 text-secondary">
          <span className="font-medium text-primary">Used by</span>
          <UsedBy uses={view.usedBy} />
        </div>
      )}
      <Field label="Reason" hint="Kept in the audit log.">
        <TextInput value={reason} onChange={setReason} maxLength={500} />
      </Field>
      {work.error && <Notice tone="critical">{work.error.message}.</Notice>}
      <div className="flex flex-wrap gap-2">
        <Can permission="flags:write">
          {(gate) => (
            <Button type="submit" tone="primary" isBusy={work.isPending} {...gate}>
              {isNew ? "Make the segment" : "Save the segment"}
            </Button>
          )}
        </Can>
        <Button onClick={onClose}>Cancel</Button>
        {!isNew && <RemoveSegment project={project} view={view} onDone={onClose} />}
      </div>
    </form>
  );
}

type NamePartProps = {
  segment: Segment;
  isNew: boolean;
  error: Error | null;
  onChange: (change: Partial<Segment>) => void;
};

function NamePart({ segment, isNew, error, onChange }: NamePartProps) {
  return (
    <>
      {isNew && (
        <Field
          label="Key"
          hint="What rules name. Lower-case letters, digits, dots, dashes and underscores; it never changes."
          error={issueAt(error, "segment.key") ?? issueAt(error, "was")}
        >
          <TextInput
            value={segment.key}
            maxLength={100}
            required
            autoComplete="off"
            spellCheck={false}
            onChange={(key) => onChange({ key })}
          />
        </Field>
      )}
      <Field label="Description" error={issueAt(error, "segment.description")}>
        <TextInput
          value={segment.description}
          maxLength={2_000}
          onChange={(description) => onChange({ description })}
        />
      </Field>
    </>
  );
}

const filled = (lines: readonly string[]): string[] =>
  lines.map((line) => line.trim()).filter((line) => line !== "");

/** Lines that were left empty are no keys. */
const sendable = (segment: Segment): Segment => ({
  ...segment,
  includes: filled(segment.includes),
  excludes: filled(segment.excludes),
  when: segment.when.map((list) => list.map(withoutEmpty)),
});
