"use client";
/** What narrows the audit log down: who, what, when, why. */
import { ListFilter, X } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Select, TextInput } from "@/components/ui/field";
import {
  ACTOR_WORDS,
  actorWords,
  actTitle,
  KNOWN_ACTS,
  KNOWN_KINDS,
  kindWords,
} from "@/lib/audit/words";
import type { AuditControls } from "./use-audit-filters";

const TYPING_PAUSE_MS = 250;

export function Filters({ controls }: { controls: AuditControls }) {
  const { values } = controls;
  const set = Object.values(values).filter((value) => value !== null).length;
  const isFiltered = set > 0;
  const [isOpen, setOpen] = useState(false);
  return (
    <search className="flex flex-col gap-3 px-4 pb-3" aria-label="Filters of the audit log">
      {/* On a phone the entries come first. */}
      <div className="md:hidden">
        <Button aria-expanded={isOpen} icon={ListFilter} onClick={() => setOpen(!isOpen)}>
          {isFiltered ? `Filters (${set})` : "Filters"}
        </Button>
      </div>
      <div
        className={`grid grid-cols-2 gap-x-2 gap-y-3 lg:grid-cols-4 ${isOpen ? "" : "max-md:hidden"}`}
      >
        <Field label="Who">
          <Typed
            value={values.actor}
            onChange={controls.setActor}
            placeholder="Part of a name, or an id"
          />
        </Field>
        <Choice
          label="Acted as"
          any="Anybody"
          value={values.actorKind}
          known={Object.keys(ACTOR_WORDS)}
          words={actorWords}
          onChange={controls.setActorKind}
        />
        <Choice
          label="Act"
          any="All acts"
          value={values.action}
          known={KNOWN_ACTS}
          words={actTitle}
          onChange={controls.setAction}
        />
        <Choice
          label="Object"
          any="All kinds"
          value={values.kind}
          known={KNOWN_KINDS}
          words={kindWords}
          onChange={controls.setKind}
        />
        <Field label="From day">
          <TextInput
            type="date"
            value={values.since ?? ""}
            onChange={(day) => controls.setSince(day || null)}
          />
        </Field>
        <Field label="To day">
          <TextInput
            type="date"
            value={values.until ?? ""}
            onChange={(day) => controls.setUntil(day || null)}
          />
        </Field>
        <div className="col-span-2">
          <Field label="Reason">
            <Typed
              value={values.reason}
              onChange={controls.setReason}
              placeholder="Words of the reason that was given"
            />
          </Field>
        </div>
      </div>
      {isFiltered && (
        <div className="flex flex-wrap items-center gap-2">
          {values.object !== null && (
            <Chip onRemove={() => controls.setObject(null)}>
              Only {kindWords(values.kind ?? "object")} {values.object}
            </Chip>
          )}
          <Button size="s" tone="quiet" onClick={controls.clear}>
            Clear filters
          </Button>
        </div>
      )}
    </search>
  );
}

type ChoiceProps = {
  label: string;
  any: string;
  value: string | null;
  known: readonly string[];
  words: (word: string) => string;
  onChange: (value: string | null) => void;
};

/** A link may name what this version does not know: it stays chosen. */
function Choice({ label, any, value, known, words, onChange }: ChoiceProps) {
  const all = value === null || known.includes(value) ? known : [...known, value];
  return (
    <Field label={label}>
      <Select
        value={value ?? ""}
        onChange={(next) => onChange(next || null)}
        options={[
          { value: "", label: any },
          ...all.map((word) => ({ value: word, label: words(word) })),
        ]}
      />
    </Field>
  );
}

type TypedProps = {
  value: string | null;
  onChange: (value: string | null) => void;
  placeholder: string;
};

/** What is typed shows at once; the server is asked when the typing pauses. */
function Typed({ value, onChange, placeholder }: TypedProps) {
  const [typed, setTyped] = useState(value ?? "");
  const [known, setKnown] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Cleared, or gone back to, from elsewhere.
  if (known !== value) {
    setKnown(value);
    if (typed.trim() !== (value ?? "")) setTyped(value ?? "");
  }
  return (
    <TextInput
      type="search"
      value={typed}
      placeholder={placeholder}
      autoComplete="off"
      onChange={(text) => {
        setTyped(text);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => onChange(text.trim() || null), TYPING_PAUSE_MS);
      }}
    />
  );
}

function Chip({ children, onRemove }: { children: ReactNode; onRemove: () => void }) {
  return (
    <span className="inline-flex min-w-0 max-w-full items-center gap-1 rounded-control border border-line pl-2 text-12 text-secondary">
      <span className="truncate">{children}</span>
      <button
        type="button"
        aria-label="Show all objects again"
        onClick={onRemove}
        className="flex size-7 shrink-0 items-center justify-center rounded-control hover:text-primary max-md:size-9"
      >
        <X aria-hidden className="size-3" />
      </button>
    </span>
  );
}
