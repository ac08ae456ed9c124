"use client";
/** What was told to whom: filtered to what failed, waits or was given up, with another try for the last. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { Can } from "@/components/shell/can";
import { Badge, Notice, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import { Segmented } from "@/components/ui/segmented";
import { Table } from "@/components/ui/table";
import type { Column } from "@/components/ui/table-model";
import { deliveriesKey, deliveriesQuery, replayDelivery } from "@/lib/notify/settings/client";
import type { DeliveryFilter, DeliveryView } from "@/lib/notify/settings/schema";
import { Attempts } from "./attempts";

const FILTERS: readonly { readonly value: DeliveryFilter; readonly label: string }[] = [
  { value: "all", label: "All" },
  { value: "failed", label: "With failures" },
  { value: "waiting", label: "Waiting" },
  { value: "dead", label: "Given up" },
];

type DeliveriesPanelProps = { project: string; isAsked: boolean };

export function DeliveriesPanel({ project, isAsked }: DeliveriesPanelProps) {
  const [filter, setFilter] = useState<DeliveryFilter>("all");
  const [shown, setShown] = useState<DeliveryView | null>(null);
  const reading = useQuery({ ...deliveriesQuery(project, filter), enabled: isAsked });
  const cache = useQueryClient();
  const { mutate, error } = useMutation({
    mutationFn: (id: string) => replayDelivery(project, id),
    onSuccess: () => cache.invalidateQueries({ queryKey: deliveriesKey(project) }),
  });
  const columns = useMemo(() => [...COLUMNS, actsColumn(setShown, mutate)], [mutate]);
  return (
    <>
      <Panel
        title="Deliveries"
        question="What was told, and did it arrive?"
        reading={reading}
        figure={(rows) => `${rows.filter(({ state }) => state === "dead").length} given up`}
        controls={<Segmented label="Show" options={FILTERS} value={filter} onChange={setFilter} />}
        isEmpty={(rows) => rows.length === 0}
        empty={{ title: "Nothing here", hint: "The newest 100 that fit this filter are shown." }}
        height="fit"
        isFlush
      >
        {(rows) => (
          <>
            {error && <Notice tone="critical">{error.message}.</Notice>}
            <Table
              id="deliveries"
              label="Deliveries"
              columns={columns}
              rows={rows}
              rowKey={({ id }) => id}
            />
          </>
        )}
      </Panel>
      {shown && (
        <Dialog
          open
          onOpenChange={(open) => !open && setShown(null)}
          title={shown.title}
          description={`By ${shown.channel}${shown.because ? `: ${shown.because}` : ""}`}
        >
          <Attempts delivery={shown} />
        </Dialog>
      )}
    </>
  );
}

const STATES: Readonly<Record<DeliveryView["state"], readonly [tone: Tone, word: string]>> = {
  waiting: ["info", "Waiting"],
  delivered: ["ok", "Delivered"],
  dead: ["critical", "Given up"],
};

const COLUMNS: readonly Column<DeliveryView>[] = [
  {
    key: "at",
    label: "When",
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <Instant at={createdAt} />,
  },
  {
    key: "what",
    label: "What",
    value: ({ title, kind, mark }) => `${mark ? `${mark} ` : ""}${kind}: ${title}`,
  },
  { key: "channel", label: "Channel", value: ({ channel }) => channel },
  {
    key: "state",
    label: "State",
    value: ({ state }) => state,
    cell: ({ state }) => <Badge tone={STATES[state][0]}>{STATES[state][1]}</Badge>,
  },
  { key: "tries", label: "Tries", value: ({ attempts }) => attempts.length },
  {
    key: "answer",
    label: "Last answer",
    value: ({ attempts }) => answerOf(attempts.at(-1)),
  },
];

const answerOf = (last: DeliveryView["attempts"][number] | undefined): string | null =>
  last ? [last.status, last.answer].filter(Boolean).join(" ").slice(0, 80) || "no answer" : null;

const actsColumn = (
  onShow: (delivery: DeliveryView) => void,
  onReplay: (id: string) => void,
): Column<DeliveryView> => ({
  key: "acts",
  label: "Acts",
  value: () => null,
  cell: (delivery) => (
    <span className="flex flex-wrap gap-1">
      <Button
        size="s"
        aria-label={`Tries of ${delivery.title} by ${delivery.channel}`}
        onClick={() => onShow(delivery)}
      >
        Tries
      </Button>
      {delivery.state === "dead" && (
        <Can permission="channels:write">
          {(gate) => (
            <Button
              size="s"
              aria-label={`Send ${delivery.title} to ${delivery.channel} again`}
              onClick={() => onReplay(delivery.id)}
              {...gate}
            >
              Send again
            </Button>
          )}
        </Can>
      )}
    </span>
  ),
});
