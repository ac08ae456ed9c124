"use client";
/** The channels of a project: whether each works, when it last did, and the acts on it. */
import { Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { Can } from "@/components/shell/can";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import type { Column } from "@/components/ui/table-model";
import type { ChannelsView, ChannelView } from "@/lib/notify/settings/schema";
import { type ChannelAct, ChannelActDialog, ChannelActs } from "./channel-acts";
import { ChannelDialog } from "./channel-dialog";
import { KIND_NAMES } from "./channel-fields";
import { ChannelState } from "./channel-state";

type ChannelsPanelProps = { project: string; reading: Reading<ChannelsView> };
type Open = { readonly act: ChannelAct; readonly channel: ChannelView };

export function ChannelsPanel({ project, reading }: ChannelsPanelProps) {
  const [isAdding, setAdding] = useState(false);
  const [open, setOpen] = useState<Open | null>(null);
  const view = reading.data;
  return (
    <>
      <Panel
        title="Channels"
        question="Where can people and systems be told, and does it work?"
        reading={reading}
        figure={({ channels }) => figureOf(channels)}
        controls={
          <Can permission="channels:write">
            {(gate) => (
              <Button tone="primary" icon={Plus} onClick={() => setAdding(true)} {...gate}>
                Add channel
              </Button>
            )}
          </Can>
        }
        isEmpty={({ channels }) => channels.length === 0}
        empty={{
          title: "No channels yet",
          hint: "Until there is one, alerts are seen here and told to nobody.",
        }}
        height="fit"
        isFlush
      >
        {({ channels }) => (
          <ChannelsTable channels={channels} onAct={(act, channel) => setOpen({ act, channel })} />
        )}
      </Panel>
      {isAdding && view && (
        <ChannelDialog
          project={project}
          channel={null}
          others={view.channels}
          isMailConfigured={view.isMailConfigured}
          onClose={() => setAdding(false)}
        />
      )}
      {open && view && (
        <ChannelActDialog project={project} {...open} view={view} onClose={() => setOpen(null)} />
      )}
    </>
  );
}

/** `Slack at hooks.slack.com`; `E-mail of Ana`. */
function kindOf({ kind, person, host }: ChannelView): string {
  const of = person ? ` of ${person}` : "";
  const at = host ? ` at ${host}` : "";
  return `${KIND_NAMES[kind]}${of}${at}`;
}

function figureOf(channels: readonly ChannelView[]): string {
  const broken = channels.filter(({ health }) => health === "broken").length;
  return broken > 0 ? `${broken} of ${channels.length} broken` : `${channels.length} channels`;
}

type ChannelsTableProps = {
  channels: readonly ChannelView[];
  onAct: (act: ChannelAct, channel: ChannelView) => void;
};

function ChannelsTable({ channels, onAct }: ChannelsTableProps) {
  const columns = useMemo(
    (): readonly Column<ChannelView>[] => [
      { key: "name", label: "Name", value: ({ name }) => name },
      {
        key: "kind",
        label: "Kind",
        value: kindOf,
      },
      {
        key: "state",
        label: "State",
        value: ({ health }) => health,
        cell: (channel) => <ChannelState channel={channel} />,
      },
      {
        key: "last",
        label: "Last delivery",
        value: ({ lastDeliveredAt }) => lastDeliveredAt,
        cell: ({ lastDeliveredAt: at }) => (at ? <Instant at={at} /> : "never"),
      },
      {
        key: "fallback",
        label: "If it fails",
        value: ({ fallbackId }) => channels.find(({ id }) => id === fallbackId)?.name ?? null,
      },
      {
        key: "acts",
        label: "Acts",
        value: () => null,
        cell: (channel) => <ChannelActs channel={channel} onAct={(act) => onAct(act, channel)} />,
      },
    ],
    [channels, onAct],
  );
  return (
    <Table
      id="channels"
      label="Channels"
      columns={columns}
      rows={channels}
      rowKey={({ id }) => id}
    />
  );
}
