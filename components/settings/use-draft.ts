"use client";
/** A draft of settings and the revision it began from: it follows what others save until the two would collide. */
import { useState } from "react";
import { sameJson } from "@/lib/core/same";
import type { ProjectView } from "@/lib/projects/schema";

type Draft<T> = {
  readonly draft: T;
  readonly setDraft: (draft: T) => void;
  /** Hand this in when saving: the server refuses it when somebody else's change would be overwritten. */
  readonly revision: number;
  readonly isChanged: boolean;
  readonly loadTheirs: () => void;
};

export function useDraft<T>(project: ProjectView, fieldsOf: (project: ProjectView) => T): Draft<T> {
  const [held, setHeld] = useState(project);
  const [draft, setDraft] = useState(() => fieldsOf(project));
  const [theirs, base] = [fieldsOf(project), fieldsOf(held)];
  const isChanged = !sameJson(draft, base);
  const loadTheirs = () => {
    setHeld(project);
    setDraft(theirs);
  };
  // Nothing typed here is lost: it is untouched, or the same was saved, or another part of the settings.
  const mayFollow = !isChanged || sameJson(draft, theirs) || sameJson(base, theirs);
  if (project.revision !== held.revision && mayFollow) {
    setHeld(project);
    if (!isChanged) setDraft(theirs);
  }
  return { draft, setDraft, revision: held.revision, isChanged, loadTheirs };
}
