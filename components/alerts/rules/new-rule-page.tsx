"use client";
/** A new rule: written beside what it would have done, then made. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { keepAsk } from "@/components/ui/ask-params";
import { KeptLink } from "@/components/ui/kept-link";
import { createRule, rulesKey } from "@/lib/alerts/rules/client";
import { newDraft, sendable } from "@/lib/alerts/rules/draft";
import { RuleEditor } from "./rule-editor";
import { SaveFoot } from "./save-foot";

export function NewRulePage() {
  const { ask } = useAsk();
  const router = useRouter();
  const params = new URLSearchParams(useSearchParams());
  const cache = useQueryClient();
  const [draft, setDraft] = useState(newDraft);
  const create = useMutation({
    mutationFn: () => createRule(ask.project, sendable(draft)),
    onSuccess: async ({ id }) => {
      await cache.invalidateQueries({ queryKey: rulesKey(ask.project) });
      router.push(keepAsk(`/alerts/rules/${id}`, params));
    },
  });
  return (
    <PageFrame title="New alert rule" lead={<KeptLink href="/alerts/rules">Alert rules</KeptLink>}>
      <RuleEditor
        project={ask.project}
        draft={draft}
        setDraft={setDraft}
        error={create.error}
        onSave={() => create.mutate()}
        foot={<SaveFoot verb="Create rule" saving={create} isChanged />}
      />
    </PageFrame>
  );
}
