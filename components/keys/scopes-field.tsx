"use client";
/** Which scopes a key gets, each with what it means. */
import { Checkbox } from "@/components/ui/field";
import { SCOPES, type Scope } from "@/lib/core/roles";
import { SCOPE_WORDS } from "@/lib/keys/scope-words";

type ScopesFieldProps = {
  scopes: readonly Scope[];
  onChange: (scopes: readonly Scope[]) => void;
};

export function ScopesField({ scopes, onChange }: ScopesFieldProps) {
  return (
    <fieldset className="flex flex-col">
      <legend className="pb-1 font-medium text-13 text-primary">It may</legend>
      {SCOPES.map((scope) => (
        <Checkbox
          key={scope}
          label={scope}
          hint={SCOPE_WORDS[scope]}
          checked={scopes.includes(scope)}
          onChange={(isOn) =>
            onChange(SCOPES.filter((one) => (one === scope ? isOn : scopes.includes(one))))
          }
        />
      ))}
    </fieldset>
  );
}
