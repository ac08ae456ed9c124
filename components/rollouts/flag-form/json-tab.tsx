"use client";
/** The same draft as its JSON: taken over as soon as it is a flag, its trouble named by line or field until then. */
import { useState } from "react";
import { Field, TextArea } from "@/components/ui/field";
import { firstOf } from "@/lib/core/misfit/misfit";
import { parsedJson } from "@/lib/flags/json-text";
import { type FlagDraft, flagShapeSchema } from "@/lib/flags/schema";

type JsonTabProps = {
  draft: FlagDraft;
  onChange: (draft: FlagDraft) => void;
  onBroken: (isBroken: boolean) => void;
};

const ROWS = 26;

export function JsonTab({ draft, onChange, onBroken }: JsonTabProps) {
  const [text, setText] = useState(() => JSON.stringify(draft, null, 2));
  const [trouble, setTrouble] = useState<string>();
  return (
    <Field
      label="Definition"
      hint="A split may be written as weights in percent: buckets follow, and nobody moves who need not."
      error={trouble}
    >
      <TextArea
        value={text}
        rows={ROWS}
        mono
        spellCheck={false}
        onChange={(next) => {
          setText(next);
          const read = draftIn(next);
          const isBroken = typeof read === "string";
          setTrouble(isBroken ? read : undefined);
          onBroken(isBroken);
          if (!isBroken) onChange(read);
        }}
      />
    </Field>
  );
}

/** Or what is wrong. */
function draftIn(text: string): FlagDraft | string {
  const parsed = parsedJson(text);
  if ("trouble" in parsed) return parsed.trouble;
  const shaped = flagShapeSchema.safeParse(parsed.value);
  if (shaped.success) return shaped.data;
  return firstOf(shaped.error, "The flag");
}
