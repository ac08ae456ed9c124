"use client";
/** One flag: off in one press, who gets what and why, its values, its versions, and how to change it. */
import { useQuery } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { Can } from "@/components/shell/can";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import { PanelError } from "@/components/ui/panel-states";
import { part, type Reading } from "@/components/ui/reading";
import { useUrlState } from "@/components/ui/use-url-state";
import { spanWords } from "@/lib/core/format";
import { flagQuery } from "@/lib/flags/client";
import type { FlagView } from "@/lib/flags/views";
import { DefinitionPanel } from "./definition-panel";
import { DrillPanel } from "./drill-panel";
import { FlagForm } from "./flag-form/flag-form";
import { FlagVersions } from "./flag-versions";
import { HeldNotice } from "./held-notice";
import { KillPanel } from "./kill-panel";
import { ArchivedNotice } from "./life/archived-notice";
import { UsePanel } from "./life/use-panel";
import { LinksPanel } from "./links-panel";
import { TryPanel } from "./try-panel";

export function FlagPage({ flag: key }: { flag: string }) {
  const { ask, live } = useAsk();
  const reading = useQuery(flagQuery(ask.project, key, live));
  const [edited, setEdited] = useUrlState("edit");
  const { data } = reading;
  const stop = () => setEdited(null);
  return (
    <PageFrame
      title={key}
      lead={
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1 pt-1">
          <KeptLink href="/rollouts/flags">Flags</KeptLink>
          {data && <Tag>{kindWords(data.flag)}</Tag>}
          {data && <span className="text-secondary">{data.flag.description}</span>}
        </span>
      }
      acts={
        data?.archived === null &&
        edited === null && (
          <Can permission="flags:write">
            {(gate) => (
              <Button icon={Pencil} onClick={() => setEdited("1")} {...gate}>
                Change
              </Button>
            )}
          </Can>
        )
      }
    >
      {data && <ArchivedNotice project={ask.project} view={data} />}
      {data && <HeldNotice holds={data.holds} />}
      {edited !== null && data?.archived === null ? (
        <FlagForm
          project={ask.project}
          start={{ draft: data.flag, version: data.version }}
          theirs={data}
          onDone={stop}
          onCancel={stop}
        />
      ) : reading.isError && data === undefined ? (
        <div className="flex min-h-48 flex-col rounded-panel border border-line bg-panel p-4">
          <PanelError reading={reading} />
        </div>
      ) : (
        <Body project={ask.project} reading={reading} live={live} onEdit={() => setEdited("1")} />
      )}
    </PageFrame>
  );
}

const kindWords = ({ kind, unit, pinForMs }: FlagView["flag"]): string =>
  `${kind}, by ${unit}${pinForMs === undefined ? "" : `, kept for ${spanWords(pinForMs)}`}`;

const STACK = "col-span-12 flex min-w-0 flex-col gap-3 md:gap-4";

type BodyProps = {
  project: string;
  reading: Reading<FlagView>;
  live: boolean;
  onEdit: () => void;
};

function Body({ project, reading, live, onEdit }: BodyProps) {
  const view = reading.data;
  const served = view?.archived === null ? view.flag : null;
  return (
    <div className="grid grid-cols-12 gap-3 md:gap-4">
      <div className={`${STACK} lg:col-span-5 lg:col-start-8`}>
        {!view?.archived && <KillPanel project={project} reading={reading} />}
        {served && <DrillPanel project={project} flag={served} live={live} />}
        {served && <LinksPanel project={project} flag={served} live={live} />}
        <UsePanel project={project} reading={reading} />
        <FlagVersions project={project} reading={reading} />
      </div>
      <div className={`${STACK} lg:col-span-7 lg:col-start-1 lg:row-start-1`}>
        {served && <TryPanel project={project} reading={reading} />}
        <VariantsPanel reading={part(reading, ({ flag }) => flag)} />
        <DefinitionPanel reading={reading} onEdit={onEdit} />
      </div>
    </div>
  );
}

function VariantsPanel({ reading }: { reading: Reading<FlagView["flag"]> }) {
  return (
    <Panel
      title="Variants"
      question="Which value does each stand for?"
      reading={reading}
      figure={({ variants }) => String(Object.keys(variants).length)}
      height="fit"
    >
      {({ variants, offVariant }) => (
        <dl className="flex flex-col gap-3 text-13">
          {Object.entries(variants).map(([name, value]) => (
            <div key={name} className="flex min-w-0 flex-col gap-1">
              <dt className="flex items-center gap-2 font-medium font-mono text-primary">
                {name}
                {name === offVariant && <Tag>off variant</Tag>}
              </dt>
              <dd>
                <pre className="wrap-anywhere whitespace-pre-wrap rounded-control bg-hover p-2 font-mono text-12 text-secondary">
                  {JSON.stringify(value, null, 2)}
                </pre>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}
