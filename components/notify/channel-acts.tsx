"use client";
/** What can be done with one channel, and the dialog for each. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Can } from "@/components/shell/can";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { channelsKey, removeChannel, switchChannel } from "@/lib/notify/settings/client";
import type { ChannelsView, ChannelView } from "@/lib/notify/settings/schema";
import { ChannelDialog } from "./channel-dialog";
import { RotateDialog } from "./rotate-dialog";
import { TestDialog } from "./test-dialog";

const ACTS = ["test", "change", "rotate", "switch", "remove"] as const;
export type ChannelAct = (typeof ACTS)[number];

type ChannelActsProps = { channel: ChannelView; onAct: (act: ChannelAct) => void };

export function ChannelActs({ channel, onAct }: ChannelActsProps) {
  const words: Readonly<Record<ChannelAct, string>> = {
    test: "Send a test",
    change: "Change",
    rotate: "New secret",
    switch: channel.isEnabled ? "Switch off" : "Switch on",
    remove: "Remove",
  };
  const offered = ACTS.filter((act) => act !== "rotate" || channel.kind === "webhook");
  return (
    <span className="flex flex-wrap gap-1">
      <Can permission="channels:write">
        {(gate) =>
          offered.map((act) => (
            <Button
              key={act}
              size="s"
              aria-label={`${words[act]}: ${channel.name}`}
              onClick={() => onAct(act)}
              {...gate}
            >
              {words[act]}
            </Button>
          ))
        }
      </Can>
    </span>
  );
}

type ChannelActDialogProps = {
  project: string;
  act: ChannelAct;
  channel: ChannelView;
  view: ChannelsView;
  onClose: () => void;
};

export function ChannelActDialog({ act, view, ...rest }: ChannelActDialogProps) {
  const { project, channel, onClose } = rest;
  switch (act) {
    case "test":
      return <TestDialog {...rest} />;
    case "rotate":
      return <RotateDialog {...rest} />;
    case "change":
      return (
        <ChannelDialog
          {...{ project, channel, onClose }}
          others={view.channels.filter(({ id }) => id !== channel.id)}
          isMailConfigured={view.isMailConfigured}
        />
      );
    case "switch":
    case "remove":
      return <EndDialog {...rest} act={act} />;
  }
}

type EndDialogProps = Omit<ChannelActDialogProps, "act" | "view"> & { act: "switch" | "remove" };

function EndDialog({ project, channel, act, onClose }: EndDialogProps) {
  const cache = useQueryClient();
  const done = useMutation({
    mutationFn: (reason: string) =>
      act === "remove"
        ? removeChannel(project, channel.id, reason)
        : switchChannel(project, channel.id, !channel.isEnabled),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: channelsKey(project) });
      onClose();
    },
  });
  const verb = act === "remove" ? "Remove" : channel.isEnabled ? "Switch off" : "Switch on";
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${verb} ${channel.name}`}
      consequence={consequenceOf(act, channel)}
      verb={`${verb} channel`}
      isCritical={act === "remove" || channel.isEnabled}
      asksReason={act === "remove"}
      isBusy={done.isPending}
      error={done.error}
      onConfirm={(reason) => done.mutate(reason)}
    />
  );
}

function consequenceOf(act: "switch" | "remove", { isEnabled }: ChannelView): string {
  if (act === "remove")
    return "Its secrets are deleted. What it was told stays in the log. While a rule, a policy or another channel still names it, it is not removed.";
  return isEnabled
    ? "Nothing is sent through it until it is switched on again, not even the end of what it was told."
    : "Alerts that are told from now on go through it again.";
}
