"use client";
/** Changes a rule, unless somebody else did so meanwhile. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { changeRule, rulesKey } from "@/lib/alerts/rules/client";
import { sendable } from "@/lib/alerts/rules/draft";
import type { RuleView } from "@/lib/alerts/rules/schema";
import { RuleEditor } from "./rule-editor";
import { SaveFoot } from "./save-foot";
import { useRuleDraft } from "./use-rule-draft";

export function ChangeForm({ project, rule }: { project: string; rule: RuleView }) {
  const cache = useQueryClient();
  const { draft, setDraft, revision, isChanged, loadTheirs } = useRuleDraft(rule);
  const readAgain = () => cache.invalidateQueries({ queryKey: rulesKey(project) });
  const change = useMutation({
    mutationFn: () => changeRule(project, rule.id, { revision, rule: sendable(draft) }),
    onSuccess: async () => {
      setDraft(sendable);
      await readAgain();
    },
    // What somebody else saved is at hand when it is asked for.
    onError: readAgain,
  });
  const take = () => {
    change.reset();
    loadTheirs();
  };
  return (
    <RuleEditor
      project={project}
      draft={draft}
      setDraft={setDraft}
      error={change.error}
      onSave={() => change.mutate()}
      foot={<SaveFoot verb="Save rule" saving={change} isChanged={isChanged} onLoadTheirs={take} />}
    />
  );
}
