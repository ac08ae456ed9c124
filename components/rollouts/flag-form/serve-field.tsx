"use client";
/** Who gets what: one variant for everybody, or shares in percent, of which the control has what remains. */
import { Select } from "@/components/ui/field";
import { KeptLink } from "@/components/ui/kept-link";
import { Segmented } from "@/components/ui/segmented";
import { withControl } from "@/lib/flags/draft";
import type { Hold } from "@/lib/flags/holds";
import type { DraftServe, DraftSplit } from "@/lib/flags/schema";
import { type Editing, issueAt } from "./editing";
import { SplitField } from "./split-field";

type ServeFieldProps = {
  edit: Editing;
  serve: DraftServe;
  path: string;
  /** Names the field where several stand together. */
  of: string;
  /** The rollout that moves it: only to be seen. */
  hold?: Hold | undefined;
  onChange: (serve: DraftServe) => void;
};

const WAYS = [
  { value: "one", label: "One variant" },
  { value: "split", label: "A split" },
] as const;

export function ServeField({ edit, serve, path, of, hold, onChange }: ServeFieldProps) {
  const names = Object.keys(edit.draft.variants);
  const error = issueAt(edit.error, path);
  const isSplit = "split" in serve;
  const split = isSplit ? serve.split : null;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {hold ? (
        <HeldNote hold={hold} />
      ) : (
        <div className="flex flex-wrap items-center gap-2">
          <Segmented
            label={`${of}: what is given`}
            value={isSplit ? "split" : "one"}
            options={WAYS}
            onChange={(way) =>
              onChange(way === "one" ? oneOf(serve) : { split: splitFrom(serve, names) })
            }
          />
          {!isSplit && (
            <div className="min-w-40 flex-1">
              <Select
                aria-label={`${of}: variant`}
                value={serve.variant}
                options={choices(names)}
                onChange={(variant) => onChange({ variant })}
              />
            </div>
          )}
        </div>
      )}
      {hold && !isSplit && (
        <p className="text-13 text-secondary">Everybody gets “{serve.variant}”</p>
      )}
      {split && (
        <SplitField
          of={of}
          split={split}
          names={names}
          unit={edit.draft.unit}
          flagSalt={edit.draft.salt ?? edit.draft.key}
          isLocked={hold !== undefined}
          onChange={(next) => onChange({ split: next })}
        />
      )}
      {error !== undefined && <p className="text-12 text-critical-text">{error}</p>}
    </div>
  );
}

const choices = (names: readonly string[]) => names.map((value) => ({ value, label: value }));

const oneOf = (serve: DraftServe): DraftServe =>
  "split" in serve ? { variant: serve.split.control } : serve;

/** Everybody stays where they are until shares are moved. */
function splitFrom(serve: DraftServe, names: readonly string[]): DraftSplit {
  if ("split" in serve) return serve.split;
  const { variant } = serve;
  const [other = variant] = names.filter((name) => name !== variant);
  return withControl({ control: variant, weights: { [variant]: 100, [other]: 0 } }, variant);
}

const HeldNote = ({ hold: { rollout } }: { hold: Hold }) => (
  <p className="text-13 text-warning-text">
    The rollout <KeptLink href={`/rollouts/${encodeURIComponent(rollout)}`}>{rollout}</KeptLink>{" "}
    moves this split: it stays until that has ended.
  </p>
);
