"use client";
/** Two people exchange a shift of the reader's and one of another's in the same schedule. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { Field, Select } from "@/components/ui/field";
import { readerZone } from "@/components/ui/zone";
import { clock, day } from "@/lib/core/clock";
import { onCallKey, swapShifts, timelineQuery } from "@/lib/oncall/schedules/client";
import type { OnCallView, ShiftView } from "@/lib/oncall/schedules/schema";
import { SpanWords } from "./span-words";
import { shiftKey } from "./words";

type SwapDialogProps = {
  project: string;
  mine: OnCallView["mine"][number];
  onClose: () => void;
};

const WEEKS = 8;

function labelOf({ person, from, to }: ShiftView): string {
  const on = (iso: string) =>
    `${day(new Date(iso), readerZone())} ${clock(new Date(iso), readerZone())}`;
  return `${person}: ${on(from)} to ${on(to)}`;
}

export function SwapDialog({ project, mine, onClose }: SwapDialogProps) {
  const cache = useQueryClient();
  const timeline = useQuery(timelineQuery(project, mine.scheduleId, WEEKS));
  const [chosen, setChosen] = useState("");
  const others = (timeline.data?.shifts ?? []).filter(({ personId }) => personId !== mine.personId);
  const theirs = others.find((shift) => shiftKey(shift) === chosen) ?? others[0];
  const swap = useMutation({
    mutationFn: (other: ShiftView) => swapShifts(project, mine.scheduleId, mine, other),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: onCallKey(project) });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Swap a shift of ${mine.schedule}`}
      description="You take theirs and they take yours, from beginning to end. Agree with them first: nobody is asked."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (theirs) swap.mutate(theirs);
        }}
      >
        <p className="flex flex-col text-13 text-primary">
          Your shift <SpanWords {...mine} />
        </p>
        <Field label="Their shift" hint={`Of the next ${WEEKS} weeks, on your clock.`}>
          <Select
            value={theirs ? shiftKey(theirs) : ""}
            options={others.map((shift) => ({ value: shiftKey(shift), label: labelOf(shift) }))}
            onChange={setChosen}
          />
        </Field>
        {(swap.error ?? timeline.error) && (
          <Notice tone="critical">{(swap.error ?? timeline.error)?.message}</Notice>
        )}
        <DialogActs>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" isBusy={swap.isPending} disabled={!theirs}>
            Swap
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  );
}
