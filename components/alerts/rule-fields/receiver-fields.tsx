"use client";
/** Which channels or which escalation hear of it; where nothing is said, the project's policy decides. */
import { useQuery } from "@tanstack/react-query";
import { useAsk } from "@/components/shell/use-ask";
import { useMay } from "@/components/shell/use-console";
import { errorAt } from "@/components/ui/error-at";
import { Checkbox } from "@/components/ui/field";
import { channelsQuery } from "@/lib/notify/settings/client";
import { EscalationField } from "./escalation-field";
import type { PartProps } from "./field-set";

export function ReceiverFields({ draft, error, onChange }: PartProps) {
  return (
    <>
      <ChannelsField draft={draft} error={error} onChange={onChange} />
      <EscalationField draft={draft} error={error} onChange={onChange} />
    </>
  );
}

function ChannelsField({ draft: { channels }, error, onChange }: PartProps) {
  const { ask } = useAsk();
  const may = useMay("channels:read") === true;
  const { data } = useQuery({ ...channelsQuery(ask.project), enabled: may });
  const known = (data?.channels ?? []).map(({ id, name, kind }) => ({ id, name, hint: kind }));
  const gone = channels
    .filter((id) => !known.some((one) => one.id === id))
    .map((id) => ({ id, name: id, hint: may ? "no such channel any more" : "a channel" }));
  const set = (id: string, isOn: boolean) =>
    onChange({ channels: isOn ? [...channels, id] : channels.filter((one) => one !== id) });
  return (
    <fieldset className="min-w-0">
      <legend className="pb-1 font-medium text-13 text-primary">Channels</legend>
      <p className="text-12 text-muted">None: the project's policy decides.</p>
      <div className="grid gap-x-4 sm:grid-cols-2">
        {[...known, ...gone].map(({ id, name, hint }) => (
          <Checkbox
            key={id}
            label={name}
            hint={hint}
            checked={channels.includes(id)}
            onChange={(isOn) => set(id, isOn)}
          />
        ))}
      </div>
      {errorAt(error, "rule.channels") !== undefined && (
        <p className="text-12 text-critical-text">{errorAt(error, "rule.channels")}</p>
      )}
    </fieldset>
  );
}
