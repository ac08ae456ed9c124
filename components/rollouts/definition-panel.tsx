"use client";
/** What a flag is, as its file says it, and the way to change it. */
import { Can } from "@/components/shell/can";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { ScrollBox } from "@/components/ui/scroll-box";
import type { FlagView } from "@/lib/flags/views";

type DefinitionPanelProps = { reading: Reading<FlagView>; onEdit: () => void };

export function DefinitionPanel({ reading, onEdit }: DefinitionPanelProps) {
  return (
    <Panel
      title="Definition"
      question="What is stored, as JSON?"
      reading={reading}
      figure={({ version }) => `version ${version}`}
      height="fit"
    >
      {({ flag, archived }) => (
        <div className="flex flex-col gap-3">
          <div className="flex max-h-80 rounded-control bg-hover">
            <ScrollBox label="Definition as JSON">
              <pre className="wrap-anywhere whitespace-pre-wrap p-2 font-mono text-12 text-secondary">
                {JSON.stringify(flag, null, 2)}
              </pre>
            </ScrollBox>
          </div>
          {archived === null && (
            <div>
              <Can permission="flags:write">
                {(gate) => (
                  <Button onClick={onEdit} {...gate}>
                    Change
                  </Button>
                )}
              </Can>
            </div>
          )}
        </div>
      )}
    </Panel>
  );
}
