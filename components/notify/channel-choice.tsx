"use client";
/** Which of the project's channels are told. */
import { Checkbox } from "@/components/ui/field";
import type { ChannelView } from "@/lib/notify/settings/schema";
import { KIND_NAMES } from "./channel-fields";

type ChannelChoiceProps = {
  label: string;
  hint?: string | undefined;
  channels: readonly ChannelView[];
  chosen: readonly string[];
  disabled: boolean;
  onChange: (chosen: readonly string[]) => void;
};

export function ChannelChoice(props: ChannelChoiceProps) {
  const { label, hint, channels, chosen, disabled, onChange } = props;
  return (
    <fieldset className="flex min-w-0 flex-col">
      <legend className="pb-1 font-medium text-13 text-primary">{label}</legend>
      {hint && <p className="pb-1 text-12 text-muted">{hint}</p>}
      {channels.length === 0 && <p className="text-12 text-muted">There is no channel yet.</p>}
      {channels.map(({ id, name, kind }) => (
        <Checkbox
          key={id}
          label={`${name} (${KIND_NAMES[kind]})`}
          checked={chosen.includes(id)}
          disabled={disabled}
          onChange={(isOn) =>
            onChange(isOn ? [...chosen, id] : chosen.filter((other) => other !== id))
          }
        />
      ))}
    </fieldset>
  );
}
