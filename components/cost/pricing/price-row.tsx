"use client";
/** One own price: what was agreed, from when to when, by whom, and how to end it or take it back. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Badge, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Instant } from "@/components/ui/instant";
import { pricingKey, removePrice } from "@/lib/pricing/client";
import type { PriceView } from "@/lib/pricing/schema";
import { modelWords, termsWords } from "@/lib/pricing/words";
import { EndDialog } from "./end-dialog";

type PriceRowProps = { project: string; price: PriceView };

const TONES: Readonly<Record<PriceView["state"], Tone>> = {
  "in force": "ok",
  "to come": "info",
  ended: "unknown",
  removed: "unknown",
};

export function PriceRow({ project, price }: PriceRowProps) {
  const [act, setAct] = useState<"end" | "remove" | null>(null);
  const isOver = price.state === "removed";
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
      <div className="flex min-w-0 flex-1 basis-72 flex-col gap-1 text-13">
        <div className="flex flex-wrap items-center gap-2">
          <span className="font-medium text-primary">{`${price.provider} ${modelWords(price.model)}`}</span>
          <Badge tone={TONES[price.state]}>
            {price.state === "removed" ? "taken back" : price.state}
          </Badge>
        </div>
        <p className={`tabular-nums ${isOver ? "text-muted line-through" : "text-secondary"}`}>
          {termsWords(price.terms).join(" · ")}
        </p>
        <p className="text-12 text-muted">
          <When price={price} />
          {price.reason !== null && ` · ${price.reason}`}
        </p>
      </div>
      {!isOver && (
        <Can permission="prices:write">
          {(gate) => (
            <div className="flex gap-2">
              <Button size="s" onClick={() => setAct("end")} {...gate}>
                End
              </Button>
              <Button size="s" onClick={() => setAct("remove")} {...gate}>
                Take back
              </Button>
            </div>
          )}
        </Can>
      )}
      {act === "end" && <EndDialog project={project} price={price} onClose={() => setAct(null)} />}
      {act === "remove" && (
        <RemoveDialog project={project} price={price} onClose={() => setAct(null)} />
      )}
    </li>
  );
}

function When({ price }: { price: PriceView }) {
  return (
    <>
      from <Instant at={price.from} style="exact" />
      {price.to !== null && (
        <>
          {" to "}
          <Instant at={price.to} style="exact" />
        </>
      )}
      {` · set by ${price.createdBy} `}
      <Instant at={price.createdAt} />
      {price.endedBy !== null && `, ended by ${price.endedBy}`}
      {price.removedAt !== null && (
        <>
          {`, taken back by ${price.removedBy} `}
          <Instant at={price.removedAt} />
        </>
      )}
    </>
  );
}

type RemoveDialogProps = PriceRowProps & { onClose: () => void };

function RemoveDialog({ project, price, onClose }: RemoveDialogProps) {
  const cache = useQueryClient();
  const remove = useMutation({
    mutationFn: (reason: string) => removePrice(project, price.id, reason),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: pricingKey(project) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Take the price back"
      consequence={`Calls of ${price.provider} ${modelWords(price.model)} that it priced get the price that they would have had without it, in the rollups too. It stays in the history.`}
      verb="Take back"
      asksReason
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={(reason) => remove.mutate(reason)}
    />
  );
}
