"use client";
/** A draft of a rule and the revision it began from: it follows what others save until the two would collide. */
import { useState } from "react";
import type { RuleView } from "@/lib/alerts/rules/schema";
import type { Rule } from "@/lib/alerts/schema";
import { sameJson } from "@/lib/core/same";

type RuleDraft = {
  readonly draft: Rule;
  readonly setDraft: (next: (draft: Rule) => Rule) => void;
  /** Hand this in when saving: the server refuses it when somebody else's change would be overwritten. */
  readonly revision: number;
  readonly isChanged: boolean;
  readonly loadTheirs: () => void;
};

type Held = Pick<RuleView, "rule" | "revision">;

export function useRuleDraft(theirs: Held): RuleDraft {
  const [held, setHeld] = useState(theirs);
  const [draft, setDraft] = useState(theirs.rule);
  const isChanged = !sameJson(draft, held.rule);
  const loadTheirs = () => {
    setHeld(theirs);
    setDraft(theirs.rule);
  };
  // Nothing typed here is lost: it is untouched, or the same was saved.
  const mayFollow = !isChanged || sameJson(draft, theirs.rule);
  if (theirs.revision !== held.revision && mayFollow) {
    setHeld(theirs);
    setDraft(theirs.rule);
  }
  return { draft, setDraft, revision: held.revision, isChanged, loadTheirs };
}
