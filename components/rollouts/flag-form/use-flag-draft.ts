"use client";
/** A draft of a flag, the version it began from, and its way to the server: looked at first, then saved. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useRolloutAct } from "@/components/rollouts/use-rollout-act";
import { Fault } from "@/lib/core/fault";
import { FLAGS_KEY, previewFlag, saveFlag } from "@/lib/flags/client";
import { tidied } from "@/lib/flags/draft";
import type { Flag, FlagDraft } from "@/lib/flags/schema";
import type { FlagView } from "@/lib/flags/views";

export type Start = { readonly draft: FlagDraft; readonly version: number | null };

export function useFlagDraft(project: string, start: Start, onDone: (key: string) => void) {
  const [draft, setDraft] = useState(start.draft);
  const [was, setWas] = useState(start.version);
  const [broken, setBroken] = useState<ReadonlySet<string>>(new Set());
  const cache = useQueryClient();
  const review = useMutation({
    mutationFn: (asked: { readonly draft: FlagDraft; readonly on: number | null }) =>
      previewFlag(project, { flag: tidied(asked.draft), was: asked.on }),
    // What somebody else saved is at hand when it is asked for.
    onError: () => cache.invalidateQueries({ queryKey: FLAGS_KEY }),
  });
  const save = useRolloutAct();
  return {
    ...{ draft, was, broken, review, save },
    set: (change: Partial<FlagDraft>) => setDraft((now) => withoutUndefined({ ...now, ...change })),
    replace: setDraft,
    mark: (place: string, isBroken: boolean) =>
      setBroken((now) => {
        const next = new Set(now);
        if (isBroken) next.add(place);
        else next.delete(place);
        return next;
      }),
    /** Mine on top of what somebody else has saved: what differs is seen before anything is kept. */
    goOnFrom: ({ flag, version }: FlagView) => {
      const mine = switchedAs(draft, flag);
      setDraft(mine);
      setWas(version);
      save.reset();
      review.mutate({ draft: mine, on: version });
    },
    look: () => review.mutate({ draft, on: was }),
    /** Theirs instead of mine. */
    take: (version: number) => {
      setWas(version);
      save.reset();
      review.reset();
    },
    keep: (reason: string) =>
      save.mutate(() => saveFlag(project, { flag: tidied(draft), was, reason }), {
        onSuccess: () => onDone(draft.key),
        onError: () => review.reset(),
      }),
    error: save.error ?? review.error,
  };
}

/** On and off is the switch's: what was switched meanwhile stays so. */
function switchedAs(mine: FlagDraft, theirs: Flag): FlagDraft {
  const environments = Object.entries(mine.environments).map(([name, here]) => {
    const isEnabled = theirs.environments[name]?.isEnabled ?? here.isEnabled;
    return [name, { ...here, isEnabled }];
  });
  return { ...mine, environments: Object.fromEntries(environments) };
}

/** A field that is taken out is not there, rather than nothing. */
const withoutUndefined = (draft: FlagDraft): FlagDraft => {
  if (draft.salt !== undefined) return draft;
  const { salt: _none, ...rest } = draft;
  return rest;
};

/** Whether somebody else saved first. */
export const isOvertaken = (error: Error | null): boolean =>
  error instanceof Fault && error.code === "conflict" && error.detail.field === "was";
