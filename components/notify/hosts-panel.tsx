"use client";
/** The private hosts that notifications may go to; the owner of the instance decides. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useConsole } from "@/components/shell/use-console";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { errorAt, errorElsewhere } from "@/components/ui/error-at";
import { Field, TextArea } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { channelsKey, setOutboundHosts } from "@/lib/notify/settings/client";
import type { ChannelsView } from "@/lib/notify/settings/schema";

type HostsPanelProps = { project: string; reading: Reading<ChannelsView> };

export function HostsPanel({ project, reading }: HostsPanelProps) {
  return (
    <Panel
      title="Private hosts"
      question="Which addresses of your own network may be told?"
      reading={reading}
      figure={({ hosts }) => `${hosts.fixed.length + hosts.chosen.length} allowed`}
      height="fit"
    >
      {({ hosts }) => <HostsForm project={project} {...hosts} />}
    </Panel>
  );
}

type HostsFormProps = { project: string } & ChannelsView["hosts"];

function HostsForm({ project, fixed, chosen }: HostsFormProps) {
  const cache = useQueryClient();
  const isOwner = useConsole().data?.person.isOwner ?? false;
  const [text, setText] = useState(chosen.join("\n"));
  const save = useMutation({
    mutationFn: () => setOutboundHosts(text.split(/[\s,]+/).filter(Boolean)),
    onSuccess: () => cache.invalidateQueries({ queryKey: channelsKey(project) }),
  });
  return (
    <form
      className="flex flex-col items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Field
        label="Allowed hosts"
        hint={
          fixed.length > 0
            ? `Also allowed, by WHEELHOUSE_OUTBOUND_ALLOW: ${fixed.join(", ")}.`
            : "Hosts, host:port, addresses or CIDR blocks, one a line. Everything else private is refused, for all projects."
        }
        error={errorAt(save.error, "hosts")}
      >
        <TextArea value={text} onChange={setText} rows={3} disabled={!isOwner} />
      </Field>
      {errorElsewhere(save.error, ["hosts"]) && (
        <Notice tone="critical">{save.error?.message}.</Notice>
      )}
      {save.isSuccess && <Notice tone="ok">Saved: it holds for the next message.</Notice>}
      <Button
        type="submit"
        isBusy={save.isPending}
        disabled={!isOwner}
        title={isOwner ? undefined : "The owner of this instance decides"}
      >
        Save hosts
      </Button>
    </form>
  );
}
