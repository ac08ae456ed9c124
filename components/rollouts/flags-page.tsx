"use client";
/** Every flag: who gets what where, how often it is asked for, and which have done their work. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Badge, Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import { part } from "@/components/ui/reading";
import { count } from "@/lib/core/format";
import { flagQuery, flagsQuery } from "@/lib/flags/client";
import { isOfCode, STALE_WORDS } from "@/lib/flags/stale";
import type { FlagRow } from "@/lib/flags/views";
import { ArchiveDialog } from "./life/archive-dialog";
import { ArchivedPanel } from "./life/archived-panel";
import { GraduateDialog } from "./life/graduate-dialog";
import { RolloutTabs } from "./rollout-tabs";

export function FlagsPage() {
  const { ask, live } = useAsk();
  const [graduated, setGraduated] = useState<string | null>(null);
  const reading = useQuery(flagsQuery(ask.project, live));
  return (
    <PageFrame
      title="Flags"
      lead="What programs are told, and to whom"
      acts={
        <Can permission="flags:write">
          {(gate) =>
            gate.disabled ? (
              <Button {...gate}>New flag</Button>
            ) : (
              <KeptLink href="/rollouts/flags/new" look="primary">
                New flag
              </KeptLink>
            )
          }
        </Can>
      }
    >
      <RolloutTabs />
      <Panel
        title="Flags"
        question="Who gets what, and which flags have done their work?"
        reading={reading}
        figure={({ flags }) => {
          const stale = flags.filter((flag) => flag.stale !== null).length;
          return stale === 0 ? String(flags.length) : `${flags.length}, ${stale} stale`;
        }}
        isEmpty={({ flags }) => flags.length === 0}
        empty={{
          title: "No flag yet",
          hint: "Made here, brought from a file, or over the API. Programs ask with any OpenFeature provider.",
          snippet: {
            label: "Bring flags from a file",
            code: `npx wheelhouse flags import flags.json --project ${ask.project}`,
          },
        }}
        height="fit"
        isFlush
      >
        {({ flags }) => (
          <ul className="flex flex-col">
            {flags.map((flag) => (
              <Row key={flag.key} flag={flag} onGraduate={() => setGraduated(flag.key)} />
            ))}
          </ul>
        )}
      </Panel>
      <ArchivedPanel reading={part(reading, ({ archived }) => archived)} />
      {graduated !== null && (
        <Graduating
          key={graduated}
          project={ask.project}
          flag={graduated}
          onClose={() => setGraduated(null)}
        />
      )}
    </PageFrame>
  );
}

function Row({ flag, onGraduate }: { flag: FlagRow; onGraduate: () => void }) {
  const { key, description, kind, unit, environments, given, changedAt } = flag;
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
        <Ending flag={flag} onGraduate={onGraduate} />
      </span>
      <ul className="flex min-w-0 flex-1 basis-64 flex-col gap-0.5 text-12">
        {environments.map(({ name, isEnabled, serves }) => (
          <li key={name} className="flex flex-wrap gap-x-2">
            <span className="text-muted">{name}</span>
            <span className="wrap-anywhere text-secondary">{isEnabled ? serves : "off"}</span>
          </li>
        ))}
      </ul>
      <span className="text-12 text-muted tabular-nums md:w-36 md:text-right">
        <span className="block text-secondary">{`${count(given)} answers in 7 d`}</span>
        <Instant at={changedAt} />
      </span>
    </li>
  );
}

/** What is left to do about it, where its work is done. */
function Ending({ flag, onGraduate }: { flag: FlagRow; onGraduate: () => void }) {
  const { stale, graduation } = flag;
  if (graduation)
    return (
      <span className="block pt-0.5">
        <Badge tone="info" bare wraps>
          {`Graduated to “${graduation.keep}”: archived when nobody asks for it any more`}
        </Badge>
      </span>
    );
  if (stale === null) return null;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1 pt-1">
      <Badge tone="warning" bare wraps>
        {`${STALE_WORDS[stale.kind]} (${stale.days} days)`}
      </Badge>
      <Can permission="flags:write" otherwise="hide">
        {(gate) => (
          // Above the link that covers the row.
          <span className="relative z-10">
            <Button size="s" onClick={onGraduate} {...gate}>
              {isOfCode(stale) ? "Graduate" : "Archive"}
            </Button>
          </span>
        )}
      </Can>
    </span>
  );
}

type GraduatingProps = { project: string; flag: string; onClose: () => void };

function Graduating({ project, flag, onClose }: GraduatingProps) {
  const { data } = useQuery(flagQuery(project, flag, false));
  if (!data) return null;
  const End = isOfCode(data.stale) ? GraduateDialog : ArchiveDialog;
  return <End project={project} view={data} onClose={onClose} />;
}
