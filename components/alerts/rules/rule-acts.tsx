"use client";
/** On and off, tested, copied, deleted. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { keepAsk } from "@/components/ui/ask-params";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { duplicateRule, rulesKey, switchRule } from "@/lib/alerts/rules/client";
import type { RuleView } from "@/lib/alerts/rules/schema";
import { RemoveDialog } from "./remove-dialog";
import { TestDialog } from "./test-dialog";

type RuleActsProps = { project: string; rule: RuleView };

export function RuleActs({ project, rule }: RuleActsProps) {
  const [asked, setAsked] = useState<"test" | "remove" | null>(null);
  const { turn, copy, error } = useActs(project, rule);
  return (
    <>
      {error && <Badge tone="critical">{error.message}</Badge>}
      <Can permission="rules:write">
        {(gate) => (
          <>
            <Button onClick={() => turn.mutate(!rule.isEnabled)} isBusy={turn.isPending} {...gate}>
              {rule.isEnabled ? "Turn off" : "Turn on"}
            </Button>
            <Button onClick={() => setAsked("test")} {...gate}>
              Test this rule
            </Button>
            <Button onClick={() => copy.mutate()} isBusy={copy.isPending} {...gate}>
              Duplicate
            </Button>
            <Button onClick={() => setAsked("remove")} {...gate}>
              Delete
            </Button>
          </>
        )}
      </Can>
      {asked === "test" && (
        <TestDialog project={project} rule={rule} onClose={() => setAsked(null)} />
      )}
      {asked === "remove" && (
        <RemoveDialog project={project} rule={rule} onClose={() => setAsked(null)} />
      )}
    </>
  );
}

function useActs(project: string, { id }: RuleView) {
  const cache = useQueryClient();
  const router = useRouter();
  const params = new URLSearchParams(useSearchParams());
  const readAgain = () => cache.invalidateQueries({ queryKey: rulesKey(project) });
  const turn = useMutation({
    mutationFn: (isEnabled: boolean) => switchRule(project, id, isEnabled),
    onSuccess: readAgain,
  });
  const copy = useMutation({
    mutationFn: () => duplicateRule(project, id),
    onSuccess: async (made) => {
      await readAgain();
      router.push(keepAsk(`/alerts/rules/${made.id}`, params));
    },
  });
  return { turn, copy, error: turn.error ?? copy.error };
}
