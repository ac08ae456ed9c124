"use client";
/** Which of the project's channels hear of it. */
import { useQuery } from "@tanstack/react-query";
import { Checkbox } from "@/components/ui/field";
import { channelsQuery } from "@/lib/notify/settings/client";

type ChannelsFieldProps = {
  project: string;
  label: string;
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
};

export function ChannelsField({ project, label, chosen, onChange }: ChannelsFieldProps) {
  const { data } = useQuery(channelsQuery(project));
  return (
    <fieldset className="flex min-w-0 flex-col">
      <legend className="pb-1 font-medium text-13 text-primary">{label}</legend>
      <p className="pb-1 text-12 text-muted">
        None chosen: the channels that hear of alerts by default. Pagers and phones take no news.
      </p>
      {(data?.channels ?? []).map(({ id, name, kind }) => (
        <Checkbox
          key={id}
          label={`${name} (${kind})`}
          checked={chosen.includes(id)}
          onChange={(isOn) =>
            onChange(isOn ? [...chosen, id] : chosen.filter((other) => other !== id))
          }
        />
      ))}
    </fieldset>
  );
}
