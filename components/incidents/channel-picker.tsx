"use client";
/** Who is told: the channels of the project that take words. */
import { Checkbox } from "@/components/ui/field";
import { KeptLink } from "@/components/ui/kept-link";
import type { WordChannel } from "@/lib/incidents/views";

type ChannelPickerProps = {
  legend: string;
  channels: readonly WordChannel[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
};

export function ChannelPicker({ legend, channels, chosen, onChange }: ChannelPickerProps) {
  if (channels.length === 0) {
    return (
      <p className="text-12 text-muted">
        Nobody can be told from here: <KeptLink href="/settings/channels">add a channel</KeptLink>{" "}
        that takes words, such as mail or Slack.
      </p>
    );
  }
  return (
    <fieldset className="flex flex-wrap items-center gap-x-4">
      <legend className="font-medium text-13 text-primary">{legend}</legend>
      {channels.map(({ id, name, kind }) => (
        <Checkbox
          key={id}
          label={
            <>
              {name} <span className="text-muted">{kind}</span>
            </>
          }
          checked={chosen.includes(id)}
          onChange={(isChosen) =>
            onChange(isChosen ? [...chosen, id] : chosen.filter((one) => one !== id))
          }
        />
      ))}
    </fieldset>
  );
}
