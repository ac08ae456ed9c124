"use client";
/** A new flag: what kind it is, then the editor with something to begin from. */
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { keepAsk } from "@/components/ui/ask-params";
import { KeptLink } from "@/components/ui/kept-link";
import { newDraft } from "@/lib/flags/draft";
import type { Flag } from "@/lib/flags/schema";
import { FlagForm } from "./flag-form";

type Kind = Flag["kind"];

const KINDS: readonly { kind: Kind; label: string; says: string }[] = [
  { kind: "boolean", label: "On or off", says: "A feature, a fallback, a kill switch." },
  { kind: "string", label: "Text", says: "A prompt, a model's name, a URL." },
  { kind: "number", label: "Number", says: "A limit, a temperature, a timeout." },
  {
    kind: "object",
    label: "Agent bundle",
    says: "Adapter, model, prompt, tools and index as one JSON value.",
  },
];

export function NewFlagPage() {
  const { ask } = useAsk();
  const [kind, setKind] = useState<Kind>("boolean");
  const router = useRouter();
  const params = new URLSearchParams(useSearchParams());
  const go = (path: string) => router.push(keepAsk(path, params));
  return (
    <PageFrame title="New flag" lead={<KeptLink href="/rollouts/flags">Flags</KeptLink>}>
      <fieldset className="grid min-w-0 gap-2 sm:grid-cols-2 xl:grid-cols-4">
        <legend className="sr-only">Kind</legend>
        {KINDS.map((one) => (
          <label
            key={one.kind}
            className="flex min-w-0 cursor-pointer items-start gap-2 rounded-panel border border-line bg-panel p-3 text-13 hover:bg-hover has-checked:border-accent"
          >
            <input
              type="radio"
              name="kind"
              checked={kind === one.kind}
              onChange={() => setKind(one.kind)}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0">
              <span className="block font-medium text-primary">{one.label}</span>
              <span className="block text-12 text-muted">{one.says}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <FlagForm
        key={kind}
        project={ask.project}
        start={{ draft: newDraft(kind), version: null }}
        theirs={null}
        onDone={(key) => go(`/rollouts/flags/${encodeURIComponent(key)}`)}
        onCancel={() => go("/rollouts/flags")}
      />
    </PageFrame>
  );
}
