"use client";
/** How to fill the console with a recorded trace of real traffic. */
import { Snippet } from "@/components/ui/snippet";
import { Step } from "./step";

export function ReplayStep({ project }: { project: string }) {
  return (
    <Step n={3} title="Or replay a real trace">
      <p className="text-13 text-secondary">
        Plays a recorded trace (Azure LLM inference 2023 as CSV, Mooncake as JSONL) so that it ends
        now, with its arrival pattern and token counts. Run it where Wheelhouse runs.
      </p>
      <Snippet
        code={`npx wheelhouse replay AzureLLMInferenceTrace_conv.csv --project ${project}`}
        label="replay command"
      />
    </Step>
  );
}
