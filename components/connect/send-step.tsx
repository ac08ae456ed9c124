"use client";
/** Code to copy that sends a first request with its LLM call, to this very server. */
import { useState, useSyncExternalStore } from "react";
import { Segmented } from "@/components/ui/segmented";
import { Snippet } from "@/components/ui/snippet";
import { LANGUAGES, type Language, snippet } from "@/lib/connect/snippets";
import { Step } from "./step";

const PLACEHOLDER = "YOUR_API_KEY";
const never = () => () => undefined;

/** The address that this browser reaches the server by is the one that works. */
const useOrigin = (): string =>
  useSyncExternalStore(
    never,
    () => window.location.origin,
    () => "",
  );

export function SendStep({ secret }: { secret: string | null }) {
  const [language, setLanguage] = useState<Language>("curl");
  const url = useOrigin();
  return (
    <Step
      n={2}
      title="Send an event"
      acts={
        <Segmented label="Language" value={language} options={LANGUAGES} onChange={setLanguage} />
      }
    >
      <Snippet
        code={snippet(language, { url, key: secret ?? PLACEHOLDER })}
        label={`${language} example`}
      />
      <p className="text-13 text-secondary">
        The answer 202 means stored for good. Sending the same id again is counted once, so retry
        whenever you are not sure.
      </p>
    </Step>
  );
}
