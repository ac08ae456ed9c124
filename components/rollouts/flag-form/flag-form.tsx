"use client";
/** Writes a flag, as a form or as its JSON: one draft behind both, looked at before it is saved. */
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import type { FlagView } from "@/lib/flags/views";
import { BasicsPart } from "./basics-part";
import type { Editing } from "./editing";
import { EnvironmentsPart } from "./environments-part";
import { FormFoot } from "./form-foot";
import { JsonTab } from "./json-tab";
import { ReviewDialog } from "./review-dialog";
import { type Start, useFlagDraft } from "./use-flag-draft";
import { useKnown } from "./use-known";
import { VariantsPart } from "./variants-part";

type FlagFormProps = {
  project: string;
  start: Start;
  /** As it is kept now; null for a new one. */
  theirs: FlagView | null;
  onDone: (key: string) => void;
  onCancel: () => void;
};

const TABS = [
  { value: "form", label: "Form" },
  { value: "json", label: "JSON" },
] as const;
const JSON_TEXT = "json";

export function FlagForm({ project, start, theirs, onDone, onCancel }: FlagFormProps) {
  const [tab, setTab] = useState<(typeof TABS)[number]["value"]>("form");
  const work = useFlagDraft(project, start, onDone);
  const known = useKnown(project);
  const { draft, set, error, broken } = work;
  const edit: Editing = {
    draft,
    set,
    error,
    known,
    holds: theirs?.holds ?? [],
    setBroken: work.mark,
  };
  const isJsonBroken = broken.has(JSON_TEXT);
  return (
    <form
      aria-label="Flag"
      className="flex min-w-0 flex-col gap-3 md:gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (broken.size === 0) work.look();
      }}
    >
      <div className="flex flex-wrap items-center gap-3">
        <Segmented
          label="As"
          value={tab}
          options={TABS}
          onChange={(next) => !isJsonBroken && setTab(next)}
        />
        {isJsonBroken && (
          <span className="text-12 text-critical-text">
            The form is shown again when the JSON is a flag.
          </span>
        )}
      </div>
      {tab === "json" ? (
        <JsonTab
          key={work.was}
          draft={draft}
          onChange={work.replace}
          onBroken={(isBroken) => work.mark(JSON_TEXT, isBroken)}
        />
      ) : (
        <Parts edit={edit} isNew={start.version === null} />
      )}
      <FormFoot work={work} theirs={theirs}>
        <Can permission="flags:write">
          {(gate) => (
            <Button
              type="submit"
              tone="primary"
              isBusy={work.review.isPending}
              {...gate}
              disabled={gate.disabled || broken.size > 0}
            >
              {start.version === null ? "Review the flag" : "Review the change"}
            </Button>
          )}
        </Can>
        <Button onClick={onCancel}>Cancel</Button>
      </FormFoot>
      {work.review.data && (
        <ReviewDialog
          draft={draft}
          preview={work.review.data}
          isBusy={work.save.isPending}
          error={work.save.error}
          onSave={work.keep}
          onClose={work.review.reset}
        />
      )}
    </form>
  );
}

function Parts({ edit, isNew }: { edit: Editing; isNew: boolean }) {
  return (
    <div className="grid min-w-0 items-start gap-3 md:gap-4 xl:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-3 md:gap-4">
        <BasicsPart edit={edit} isNew={isNew} />
        <VariantsPart edit={edit} />
      </div>
      <div className="flex min-w-0 flex-col gap-3 md:gap-4">
        <EnvironmentsPart edit={edit} />
      </div>
    </div>
  );
}
