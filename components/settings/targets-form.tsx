"use client";
/** The project's own targets over the product's: an empty pair goes back to the product's. */
import { useMay } from "@/components/shell/use-console";
import { ScrollBox } from "@/components/ui/scroll-box";
import { TARGETS, type TargetName } from "@/lib/core/targets";
import type { ProjectView } from "@/lib/projects/schema";
import { SaveRow } from "./save-row";
import { draftOf, type Pair, targetsIn, unitOf } from "./targets-draft";
import { useDraft } from "./use-draft";
import { useProjectChange } from "./use-project-change";

const NAMES = Object.keys(TARGETS) as TargetName[];

const fieldsOf = ({ targets }: ProjectView) => draftOf(targets);

export function TargetsForm({ project }: { project: ProjectView }) {
  const { draft, setDraft, revision, isChanged, loadTheirs } = useDraft(project, fieldsOf);
  const saving = useProjectChange(project.slug);
  const isReadOnly = useMay("project:write") !== true;
  const set = (name: TargetName, change: Partial<Pair>) =>
    setDraft({ ...draft, [name]: { ...draft[name], ...change } });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const targets = targetsIn(draft);
        setDraft(draftOf(targets));
        saving.mutate({ revision, targets });
      }}
    >
      <ScrollBox>
        <table className="w-full text-13">
          <thead>
            <tr className="text-left text-12 text-muted">
              <th scope="col" className="py-1 pr-3 font-medium">
                Figure
              </th>
              <th scope="col" className="py-1 pr-3 font-medium">
                Target
              </th>
              <th scope="col" className="py-1 pr-3 font-medium">
                Limit
              </th>
            </tr>
          </thead>
          <tbody>
            {NAMES.map((name) => (
              <TargetRow
                key={name}
                name={name}
                pair={draft[name]}
                isReadOnly={isReadOnly}
                onChange={(change) => set(name, change)}
              />
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <SaveRow
        permission="project:write"
        verb="Save targets"
        saving={saving}
        isChanged={isChanged}
        onLoadTheirs={() => {
          saving.reset();
          loadTheirs();
        }}
      />
    </form>
  );
}

type TargetRowProps = {
  name: TargetName;
  pair: Pair;
  isReadOnly: boolean;
  onChange: (change: Partial<Pair>) => void;
};

function TargetRow({ name, pair, isReadOnly, onChange }: TargetRowProps) {
  const { label, better } = TARGETS[name];
  const { unit, usual } = unitOf(name);
  const bound = (which: keyof Pair, says: string) => (
    <input
      aria-label={`${label}: ${says}`}
      type="number"
      step="any"
      min={0}
      value={pair[which]}
      placeholder={usual[which]}
      readOnly={isReadOnly}
      onChange={(event) => onChange({ [which]: event.target.value })}
      className="h-8 w-24 rounded-control border border-control bg-panel px-2 text-13 text-primary tabular-nums max-md:h-10 max-md:text-16"
    />
  );
  return (
    <tr>
      <th scope="row" className="py-1 pr-3 text-left font-normal text-primary">
        {label}
        <span className="block text-12 text-muted">
          {unit}, {better} is better
        </span>
      </th>
      <td className="py-1 pr-3">{bound("aim", "target")}</td>
      <td className="py-1 pr-3">{bound("limit", "limit")}</td>
    </tr>
  );
}
