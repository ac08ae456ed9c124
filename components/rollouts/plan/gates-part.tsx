"use client";
/** The gates of a plan: what makes a unit bad, and how much worse is too much. */
import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Group } from "@/components/ui/group";
import { share } from "@/lib/core/format";
import { freeKey, newGate } from "@/lib/rollouts/draft";
import type { Gate } from "@/lib/rollouts/gate";
import { GateFields } from "./gate-fields";
import { issueAt } from "./issue-at";
import { Locked } from "./locked";
import type { PartProps } from "./part-props";

const MOST = 20;

export function GatesPart({ plan: { gates }, locks, error, onChange }: PartProps) {
  const put = (next: readonly Gate[]) => onChange({ gates: [...next] });
  const total = gates.reduce((sum, { rule }) => sum + rule.weight, 0);
  const wrong = issueAt(error, "gates");
  return (
    <Group
      title="Gates"
      says="Every gate looks each minute. Together they share one promise, in parts by their weights."
    >
      <Locked why={locks.gates}>
        <ol className="flex flex-col gap-3">
          {gates.map((gate, i) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: the key is what is typed here, so it cannot be one
              key={i}
            >
              <GateFields
                number={i + 1}
                gate={gate}
                part={share(gate.rule.weight / total)}
                isLocked={locks.gates !== null}
                error={error}
                onChange={(change) =>
                  put(gates.map((one, j) => (i === j ? { ...one, ...change } : one)))
                }
                onRemove={gates.length > 1 ? () => put(gates.filter((_, j) => j !== i)) : null}
              />
            </li>
          ))}
        </ol>
        {wrong !== undefined && <p className="text-12 text-critical-text">{wrong}</p>}
        {locks.gates === null && (
          <div>
            <Button
              size="s"
              icon={Plus}
              disabled={gates.length >= MOST}
              onClick={() => put([...gates, newGate(freeKey(gates, "errors"))])}
            >
              Add a gate
            </Button>
          </div>
        )}
      </Locked>
    </Group>
  );
}
