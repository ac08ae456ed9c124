"use client";
/** Every flag: who gets what where, how often it is asked for, and which have done their work. */
import { useQuery } from "@tanstack/react-query";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Badge, Tag } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import { count } from "@/lib/core/format";
import { flagsQuery } from "@/lib/flags/client";
import { STALE_WORDS, type Stale } from "@/lib/flags/stale";
import type { FlagRow } from "@/lib/flags/views";
import { RolloutTabs } from "./rollout-tabs";

export function FlagsPage() {
  const { ask, live } = useAsk();
  const reading = useQuery(flagsQuery(ask.project, live));
  return (
    <PageFrame title="Flags" lead="What programs are told, and to whom">
      <RolloutTabs />
      <Panel
        title="Flags"
        question="Who gets what, and which flags have done their work?"
        reading={reading}
        figure={({ flags }) => {
          const stale = flags.filter((flag) => flag.stale !== null).length;
          return `${flags.length}, ${stale} stale`;
        }}
        isEmpty={({ flags }) => flags.length === 0}
        empty={{
          title: "No flag yet",
          hint: "Flags come from a file, or over the API. Programs ask with any OpenFeature provider.",
          snippet: {
            label: "Bring flags from a file",
            code: "npx wheelhouse flags import flags.json --project default",
          },
        }}
        height="fit"
        isFlush
      >
        {({ flags }) => (
          <ul className="flex flex-col">
            {flags.map((flag) => (
              <Row key={flag.key} flag={flag} />
            ))}
          </ul>
        )}
      </Panel>
    </PageFrame>
  );
}

function Row({ flag }: { flag: FlagRow }) {
  const { key, description, kind, unit, environments, given, stale, changedAt } = flag;
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-1.5 border-line border-t px-4 py-2.5 text-13 hover:bg-hover">
      <span className="min-w-0 flex-1 basis-56">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <KeptLink href={`/rollouts/flags/${encodeURIComponent(key)}`} look="cover">
            <span className="font-medium font-mono text-primary">{key}</span>
          </KeptLink>
          <Tag>{`${kind}, by ${unit}`}</Tag>
        </span>
        {description !== "" && <span className="block text-12 text-muted">{description}</span>}
        <StaleNote stale={stale} />
      </span>
      <ul className="flex min-w-0 flex-1 basis-64 flex-col gap-0.5 text-12">
        {environments.map(({ name, isEnabled, serves }) => (
          <li key={name} className="flex flex-wrap gap-x-2">
            <span className="text-muted">{name}</span>
            <span className="wrap-anywhere text-secondary">{isEnabled ? serves : "off"}</span>
          </li>
        ))}
      </ul>
      <span className="text-12 text-muted tabular-nums md:text-right">
        <span className="block text-secondary">{`${count(given)} answers in 7 d`}</span>
        <Instant at={changedAt} />
      </span>
    </li>
  );
}

export function StaleNote({ stale }: { stale: Stale | null }) {
  if (stale === null) return null;
  return (
    <span className="block pt-0.5">
      <Badge tone="warning" bare wraps>
        {`${STALE_WORDS[stale.kind]} (${stale.days} days)`}
      </Badge>
    </span>
  );
}
