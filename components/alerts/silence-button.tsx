"use client";
/** Keeps this alert quiet for a while: its own labels are what the silence is about. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { BellOff } from "lucide-react";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Notice, Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { Field, TextInput } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { ALERTS_KEY } from "@/lib/alerts/client";
import type { AlertView } from "@/lib/alerts/views";
import { MINUTE } from "@/lib/core/time";
import { createSilence, silencesKey } from "@/lib/notify/silences/client";

const SPANS = [
  { value: "30", label: "30 min" },
  { value: "120", label: "2 h" },
  { value: "480", label: "8 h" },
] as const;
type Minutes = (typeof SPANS)[number]["value"];

type SilenceButtonProps = { project: string; alert: AlertView };

export function SilenceButton({ project, alert }: SilenceButtonProps) {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Can permission="silences:write">
        {(gate) => (
          <Button size="l" icon={BellOff} onClick={() => setAsking(true)} {...gate}>
            Silence
          </Button>
        )}
      </Can>
      {isAsking && (
        <SilenceDialog project={project} alert={alert} onClose={() => setAsking(false)} />
      )}
    </>
  );
}

const endOf = (minutes: Minutes): string =>
  new Date(Date.now() + Number(minutes) * MINUTE).toISOString();

/** With its name: another rule's alert may have the same labels. */
const matchersOf = ({ name: alertname, labels }: AlertView) =>
  Object.entries({ alertname, ...labels }).map(([name, value]) => ({
    name,
    operator: "=" as const,
    value,
  }));

function SilenceDialog({ project, alert, onClose }: SilenceButtonProps & { onClose: () => void }) {
  const [minutes, setMinutes] = useState<Minutes>("30");
  const [reason, setReason] = useState("");
  const cache = useQueryClient();
  const matchers = matchersOf(alert);
  const silence = useMutation({
    mutationFn: () =>
      createSilence(project, { matchers, reason: reason.trim(), endsAt: endOf(minutes) }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: silencesKey(project) });
      void cache.invalidateQueries({ queryKey: ALERTS_KEY });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Silence ${alert.name}`}
      description="Nobody is told of it until then; its end is still told to whoever keeps it open. If it fires at the end of the silence, it is told again."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() !== "") silence.mutate();
        }}
      >
        <Segmented label="For how long" value={minutes} options={SPANS} onChange={setMinutes} />
        <p className="flex flex-wrap gap-1">
          {matchers.map(({ name, value }) => (
            <Tag key={name} mono>{`${name}=${value}`}</Tag>
          ))}
        </p>
        <Field label="Reason" hint="Shown on the alert, and kept in the audit log.">
          <TextInput value={reason} onChange={setReason} required />
        </Field>
        {silence.error && <Notice tone="critical">{silence.error.message}</Notice>}
        <DialogActs>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            tone="primary"
            isBusy={silence.isPending}
            disabled={reason.trim() === ""}
          >
            Silence
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  );
}
