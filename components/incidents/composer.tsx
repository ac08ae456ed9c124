"use client";
/** The pen: a note for those who work on it, or an update for those who wait, begun from a template. */
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field, TextArea } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { writeEntry } from "@/lib/incidents/client";
import {
  TEMPLATE_WORDS,
  TEMPLATES,
  type Template,
  templateFor,
  updateText,
} from "@/lib/incidents/stakeholder";
import type { IncidentDetail } from "@/lib/incidents/views";
import { ChannelPicker } from "./channel-picker";
import type { IncidentPartProps } from "./state-panel";
import { useIncidentAct } from "./use-incident-act";

const KINDS = [
  { value: "note", label: "Note" },
  { value: "update", label: "Update" },
] as const;
type Kind = (typeof KINDS)[number]["value"];

/** What a template leaves to whoever sends it. */
const PLACE = /<[^<>\n]+>/;

export function Composer({ project, id, reading }: IncidentPartProps) {
  const [kind, setKind] = useState<Kind>("note");
  const [text, setText] = useState("");
  const [begun, setBegun] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const act = useIncidentAct();
  const channels = kind === "update" ? chosen : [];
  const send = () =>
    act.mutate(() => writeEntry(project, id, { kind, text, channels }), {
      onSuccess: () => setText(""),
    });
  /** What somebody has typed is theirs. */
  const begin = (template: string) => {
    setText(text.trim() === "" || text === begun ? template : `${text.trimEnd()}\n\n${template}`);
    setBegun(template);
  };
  const isOpen = channels.length > 0 && PLACE.test(text);
  const { data } = reading;
  return (
    <form
      aria-label="Write"
      className="flex flex-col gap-2 rounded-panel border border-line bg-panel p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") send();
      }}
    >
      <div className="flex flex-wrap items-center gap-2">
        <Segmented label="What to write" value={kind} options={KINDS} onChange={setKind} />
        {kind === "update" && data && <Templates detail={data} onChoose={begin} />}
      </div>
      <Field
        label={kind === "note" ? "Note" : "Update to stakeholders"}
        hint={
          kind === "note"
            ? "For whoever works on it: what you see, try and find."
            : "Kept on the timeline, and the timer starts anew."
        }
      >
        <TextArea value={text} onChange={setText} rows={kind === "note" ? 2 : 6} />
      </Field>
      {kind === "update" && data && (
        <ChannelPicker
          legend="Send it to"
          channels={data.channels}
          chosen={chosen}
          onChange={setChosen}
        />
      )}
      {isOpen && (
        <Notice tone="warning">Fill in what stands in angle brackets before it is sent.</Notice>
      )}
      {act.error && <Notice tone="critical">{act.error.message}.</Notice>}
      <div className="flex justify-end">
        <Can permission="incidents:write">
          {(gate) => (
            <Button
              type="submit"
              tone="primary"
              isBusy={act.isPending}
              {...gate}
              disabled={gate.disabled || text.trim() === "" || isOpen}
            >
              {kind === "note" ? "Add note" : channels.length > 0 ? "Send update" : "Add update"}
            </Button>
          )}
        </Can>
      </div>
    </form>
  );
}

type TemplatesProps = { detail: IncidentDetail; onChoose: (text: string) => void };

function Templates({ detail: { incident, timeZone }, onChoose }: TemplatesProps) {
  const likely = templateFor(incident.status, incident.lastUpdateAt === null);
  const choose = (template: Template) => {
    const about = { ...incident, startedAt: new Date(incident.startedAt) };
    onChoose(updateText(template, about, new Date(), timeZone));
  };
  return (
    <fieldset className="flex flex-wrap gap-1">
      <legend className="sr-only">Begin from a template</legend>
      {TEMPLATES.map((template) => (
        <Button
          key={template}
          size="s"
          tone={template === likely ? "plain" : "quiet"}
          onClick={() => choose(template)}
        >
          {TEMPLATE_WORDS[template]}
        </Button>
      ))}
    </fieldset>
  );
}
