"use client";
/** When the rollout may start and move: an approval, an instant, and freeze windows of its own. */
import { Plus, X } from "lucide-react";
import { Button, IconButton } from "@/components/ui/button";
import { Checkbox, Field, TextInput } from "@/components/ui/field";
import { Group } from "@/components/ui/group";
import { readerZone } from "@/components/ui/zone";
import { HOUR } from "@/lib/core/time";
import type { Freeze } from "@/lib/rollouts/plan";
import { InstantInput } from "./instant-input";
import { issueAt } from "./issue-at";
import { Locked } from "./locked";
import type { PartProps } from "./part-props";

export function StartPart(props: PartProps) {
  const { plan, locks, error, onChange } = props;
  return (
    <Group title="Start and freezes" says="When it may begin, and when nothing of it is promoted.">
      <Locked why={locks.start}>
        <Checkbox
          label="Needs an approval before it starts"
          checked={plan.needsApproval}
          disabled={locks.start !== null}
          onChange={(needsApproval) => onChange({ needsApproval })}
        />
        <Field
          label="Starts"
          hint={`Not before, in your time zone, ${readerZone()}. Empty: when it is started.`}
          error={issueAt(error, "startsAt")}
        >
          <InstantInput value={plan.startsAt} onChange={(startsAt) => onChange({ startsAt })} />
        </Field>
      </Locked>
      <Freezes {...props} />
    </Group>
  );
}

const MOST = 50;

function Freezes({ plan: { freezes }, error, onChange }: PartProps) {
  const put = (next: readonly Freeze[]) => onChange({ freezes: [...next] });
  const set = (i: number, change: Partial<Freeze>) =>
    put(freezes.map((one, j) => (i === j ? { ...one, ...change } : one)));
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="pb-1 font-medium text-13 text-primary">Freezes of this plan</legend>
      {freezes.map((freeze, i) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a window has no name of its own
          key={i}
          className="grid min-w-0 gap-3 rounded-control border border-line p-3 sm:grid-cols-[1fr_1fr_1.5fr_auto] sm:items-start"
        >
          <Field label="From" error={issueAt(error, `freezes.${i}.from`)}>
            <InstantInput
              value={freeze.from}
              required
              onChange={(from) => from !== null && set(i, { from })}
            />
          </Field>
          <Field label="To" error={issueAt(error, `freezes.${i}.to`)}>
            <InstantInput
              value={freeze.to}
              required
              onChange={(to) => to !== null && set(i, { to })}
            />
          </Field>
          <Field label="Reason" error={issueAt(error, `freezes.${i}.reason`)}>
            <TextInput
              value={freeze.reason}
              onChange={(reason) => set(i, { reason })}
              required
              maxLength={200}
            />
          </Field>
          <div className="sm:pt-6">
            <IconButton
              icon={X}
              label={`Remove freeze ${i + 1}`}
              onClick={() => put(freezes.filter((_, j) => j !== i))}
            />
          </div>
        </div>
      ))}
      <div>
        <Button
          size="s"
          icon={Plus}
          disabled={freezes.length >= MOST}
          onClick={() => put([...freezes, nextFreeze()])}
        >
          Add a freeze
        </Button>
      </div>
    </fieldset>
  );
}

function nextFreeze(): Freeze {
  const from = Math.ceil(Date.now() / HOUR) * HOUR;
  const at = (ms: number) => new Date(ms).toISOString();
  return { from: at(from), to: at(from + 24 * HOUR), reason: "" };
}
