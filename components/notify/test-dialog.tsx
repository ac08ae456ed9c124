"use client";
/** Sends a marked test through a channel and shows what the peer answered. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { deliveryQuery, testChannel } from "@/lib/notify/settings/client";
import type { ChannelView, DeliveryView } from "@/lib/notify/settings/schema";
import { Attempts } from "./attempts";

type TestDialogProps = { project: string; channel: ChannelView; onClose: () => void };

export function TestDialog({ project, channel, onClose }: TestDialogProps) {
  const test = useMutation({ mutationFn: () => testChannel(project, channel.id) });
  const id = test.data?.notificationId;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Test ${channel.name}`}
      description="A message that says it is a test goes the whole way that an alert goes."
    >
      {test.error && <Notice tone="critical">{test.error.message}.</Notice>}
      {id && <Answer project={project} id={id} />}
      <DialogActs>
        <Button onClick={onClose}>Close</Button>
        <Button tone="primary" isBusy={test.isPending} onClick={() => test.mutate()}>
          {id ? "Send another test" : "Send a test"}
        </Button>
      </DialogActs>
    </Dialog>
  );
}

function Answer({ project, id }: { project: string; id: string }) {
  const { data, error } = useQuery(deliveryQuery(project, id));
  if (error && !data) return <Notice tone="critical">{error.message}.</Notice>;
  if (!data) return <Notice tone="info">It is on its way.</Notice>;
  return (
    <>
      <Notice tone={toneOf(data)}>{sentenceOf(data)}</Notice>
      <Attempts delivery={data} />
    </>
  );
}

const toneOf = ({ state, attempts }: DeliveryView) =>
  state === "delivered"
    ? "ok"
    : state === "dead"
      ? "critical"
      : attempts.length
        ? "warning"
        : "info";

function sentenceOf({ state, attempts }: DeliveryView): string {
  if (state === "delivered") return "It arrived.";
  if (state === "dead") return "It did not arrive, and trying again would not help.";
  return attempts.length > 0 ? "It did not arrive yet; it is tried again." : "It is on its way.";
}
