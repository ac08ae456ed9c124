"use client";
/** Adds or changes a channel: the fields of its kind, secrets that stay unless typed anew, and what is made once. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { errorAt, errorElsewhere } from "@/components/ui/error-at";
import { Checkbox, Field, Select, TextInput } from "@/components/ui/field";
import { CHANNEL_KINDS, type ChannelKind } from "@/lib/notify/schema";
import { changeChannel, channelsKey, createChannel } from "@/lib/notify/settings/client";
import type { ChannelView } from "@/lib/notify/settings/schema";
import {
  CHANNEL_FIELDS,
  type ChannelDraft,
  configOf,
  KIND_NAMES,
  valuesOf,
} from "./channel-fields";
import { KindFields } from "./kind-fields";
import { MadeSecret } from "./made-secret";

type ChannelDialogProps = {
  project: string;
  /** Null for a new one. */
  channel: ChannelView | null;
  others: readonly ChannelView[];
  isMailConfigured: boolean;
  onClose: () => void;
};

const draftOf = (channel: ChannelView | null): ChannelDraft => ({
  name: channel?.name ?? "",
  kind: channel?.kind ?? "slack",
  values: valuesOf(channel?.config ?? {}),
  wantsResolved: channel?.wantsResolved ?? true,
  fallbackId: channel?.fallbackId ?? "",
});

export function ChannelDialog(props: ChannelDialogProps) {
  const { channel, onClose } = props;
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={
        secret
          ? "Copy the signing secret now"
          : channel
            ? `Change ${channel.name}`
            : "Add a channel"
      }
      description={
        secret
          ? "The receiver checks each request with it. It is sealed here and not shown again."
          : "Secrets are sealed on this server and never shown again."
      }
    >
      {secret ? (
        <MadeSecret secret={secret} onClose={onClose} />
      ) : (
        <ChannelForm {...props} onMade={setSecret} />
      )}
    </Dialog>
  );
}

type ChannelFormProps = ChannelDialogProps & { onMade: (secret: string) => void };

function ChannelForm({
  project,
  channel,
  others,
  isMailConfigured,
  onClose,
  onMade,
}: ChannelFormProps) {
  const cache = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(channel));
  const set = (change: Partial<ChannelDraft>) => setDraft((now) => ({ ...now, ...change }));
  const save = useMutation({
    mutationFn: () => saved(project, channel, draft),
    onSuccess: async (secret) => {
      await cache.invalidateQueries({ queryKey: channelsKey(project) });
      if (secret) onMade(secret);
      else onClose();
    },
  });
  const verb = channel ? "Save channel" : "Add channel";
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {!channel && (
        <Field label="Kind" error={errorAt(save.error, "kind")}>
          <Select
            value={draft.kind}
            onChange={(kind: ChannelKind) => set({ kind, values: {} })}
            options={CHANNEL_KINDS.map((kind) => ({
              value: kind,
              label: KIND_NAMES[kind],
              disabled: kind === "email" && !isMailConfigured,
            }))}
          />
        </Field>
      )}
      <Field
        label="Name"
        hint="As it is called in rules and logs."
        error={errorAt(save.error, "name")}
      >
        <TextInput value={draft.name} onChange={(name) => set({ name })} required maxLength={80} />
      </Field>
      <KindFields
        fields={CHANNEL_FIELDS[draft.kind]}
        values={draft.values}
        kept={channel?.secrets ?? []}
        host={channel?.host ?? null}
        error={save.error}
        onChange={(values) => set({ values })}
      />
      <Field
        label="If it cannot be reached"
        hint="After a minute of failures, or at once where trying again is useless."
        error={errorAt(save.error, "fallbackId")}
      >
        <Select
          value={draft.fallbackId}
          onChange={(fallbackId) => set({ fallbackId })}
          options={[
            { value: "", label: "Keep trying, tell nobody else" },
            ...others.map(({ id, name }) => ({ value: id, label: `Tell ${name}` })),
          ]}
        />
      </Field>
      <Checkbox
        label="Also tell it when an alert is resolved"
        checked={draft.wantsResolved}
        onChange={(wantsResolved) => set({ wantsResolved })}
      />
      <Elsewhere error={errorElsewhere(save.error, shownFields(draft.kind))} />
      <DialogActs>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" tone="primary" isBusy={save.isPending}>
          {verb}
        </Button>
      </DialogActs>
    </form>
  );
}

function Elsewhere({ error }: { error: Error | null }) {
  return error && <Notice tone="critical">{error.message}.</Notice>;
}

const shownFields = (kind: ChannelKind): string[] => [
  ...["kind", "name", "fallbackId"],
  ...CHANNEL_FIELDS[kind].map(({ name }) => `config.${name}`),
];

/** The secret that was made, if one was. */
async function saved(project: string, channel: ChannelView | null, draft: ChannelDraft) {
  const { name, kind, wantsResolved, fallbackId } = draft;
  const request = { name, config: configOf(draft), wantsResolved, fallbackId: fallbackId || null };
  if (!channel) return (await createChannel(project, kind, request)).secret;
  await changeChannel(project, channel.id, channel.revision, request);
  return null;
}
