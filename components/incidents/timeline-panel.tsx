"use client";
/** What happened, newest first: what people wrote and what alerts, deployments and settings tell by themselves. */
import { Pencil } from "lucide-react";
import { useState } from "react";
import { useMay } from "@/components/shell/use-console";
import { Notice } from "@/components/ui/badge";
import { Button, IconButton } from "@/components/ui/button";
import { Field, TextArea } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import { editEntry } from "@/lib/incidents/client";
import type { TimelineItem } from "@/lib/incidents/views";
import type { IncidentPartProps } from "./state-panel";
import { useIncidentAct } from "./use-incident-act";

export function TimelinePanel({ project, id, reading }: IncidentPartProps) {
  return (
    <Panel
      title="Timeline"
      question="What happened, and who did what?"
      reading={reading}
      figure={({ timeline }) => `${timeline.length} entries`}
      isEmpty={({ timeline }) => timeline.length === 0}
      empty={{ title: "Nothing is known of it yet" }}
      height="fit"
    >
      {({ timeline }) => (
        <ol className="ml-1 flex flex-col border-line border-l text-13">
          {timeline.map((item) => (
            <Item key={item.id} project={project} id={id} item={item} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

const DOTS: Partial<Record<TimelineItem["what"], string>> = {
  fired: "bg-critical-solid",
  ended: "bg-ok-solid",
  answered: "bg-info-solid",
  status: "bg-accent",
  update: "bg-accent",
  deployment: "bg-warning-solid",
  setting: "bg-warning-solid",
};

type ItemProps = { project: string; id: string; item: TimelineItem };

function Item({ project, id, item }: ItemProps) {
  const [isEditing, setEditing] = useState(false);
  const may = useMay("incidents:write") === true;
  const { what, at, title, text, by, href, revision, earlier, told } = item;
  return (
    <li className="relative pb-3 pl-4 last:pb-0">
      <span
        aria-hidden
        className={`absolute top-1.5 -left-1 size-2 rounded-full ${DOTS[what] ?? "bg-unknown-solid"}`}
      />
      <div className="flex items-start gap-2">
        <p className="min-w-0 flex-1 break-words font-medium text-primary">
          <Title href={href}>{title}</Title>
          {by && <span className="font-normal text-secondary">{` by ${by}`}</span>}
        </p>
        {may && revision !== null && !isEditing && (
          <IconButton
            size="s"
            icon={Pencil}
            label="Correct this entry"
            onClick={() => setEditing(true)}
          />
        )}
      </div>
      {isEditing ? (
        <Correction project={project} id={id} item={item} onClose={() => setEditing(false)} />
      ) : (
        text && <p className="whitespace-pre-wrap break-words text-primary">{text}</p>
      )}
      <p className="text-12 text-muted">
        <Instant at={at} style="exact" />
        {told.length > 0 && ` · sent to ${told.join(", ")}`}
      </p>
      {earlier.length > 0 && <Earlier earlier={earlier} />}
    </li>
  );
}

function Title({ href, children }: { href: string | null; children: string }) {
  if (href === null) return children;
  if (href.startsWith("/")) return <KeptLink href={href}>{children}</KeptLink>;
  return (
    <a href={href} rel="noreferrer" target="_blank" className="text-accent-text underline">
      {children}
    </a>
  );
}

function Earlier({ earlier }: Pick<TimelineItem, "earlier">) {
  return (
    <details className="text-12 text-secondary">
      <summary className="cursor-pointer">{`corrected ${earlier.length === 1 ? "once" : `${earlier.length} times`}`}</summary>
      <ul className="pl-3">
        {earlier.map(({ text, at }) => (
          <li key={at} className="whitespace-pre-wrap break-words">
            <Instant at={at} style="exact" />
            {`: ${text}`}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Correction({ project, id, item, onClose }: ItemProps & { onClose: () => void }) {
  const [text, setText] = useState(item.text ?? "");
  // The one that was read when the pen was taken: what another corrects meanwhile is not overwritten.
  const [revision] = useState(item.revision ?? 0);
  const act = useIncidentAct();
  return (
    <form
      className="flex flex-col gap-2 py-1"
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate(() => editEntry(project, id, item.id, { revision, text }), {
          onSuccess: onClose,
        });
      }}
    >
      <Field label="Corrected text" hint="What it says now stays readable.">
        <TextArea value={text} onChange={setText} rows={3} />
      </Field>
      {act.error && <Notice tone="critical">{act.error.message}.</Notice>}
      <div className="flex justify-end gap-2">
        <Button size="s" onClick={onClose}>
          Cancel
        </Button>
        <Button
          size="s"
          type="submit"
          tone="primary"
          isBusy={act.isPending}
          disabled={text.trim() === ""}
        >
          Correct
        </Button>
      </div>
    </form>
  );
}
