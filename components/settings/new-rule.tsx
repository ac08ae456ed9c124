"use client";
/** A rule for an environment that has not sent anything yet. */
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Button } from "@/components/ui/button";
import { Field, TextInput } from "@/components/ui/field";

export function NewRule({ onAsk }: { onAsk: (environment: string) => void }) {
  const [environment, setEnvironment] = useState("");
  return (
    <Can permission="environments:write" otherwise="hide">
      {() => (
        <form
          className="flex flex-wrap items-start gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            onAsk(environment.trim());
            setEnvironment("");
          }}
        >
          <div className="w-full max-w-xs">
            <Field label="Another environment" hint="As your agents name it in their events.">
              <TextInput
                value={environment}
                onChange={setEnvironment}
                placeholder="production"
                required
                maxLength={64}
                autoComplete="off"
              />
            </Field>
          </div>
          <div className="pt-6">
            <Button type="submit">Ask for two people</Button>
          </div>
        </form>
      )}
    </Can>
  );
}
