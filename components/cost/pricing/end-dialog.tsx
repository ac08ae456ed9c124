"use client";
/** Ends a price on a date; calls after it are priced as without it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { errorAt, errorElsewhere } from "@/components/ui/error-at";
import { Field, TextInput } from "@/components/ui/field";
import { onClock } from "@/components/ui/on-clock";
import { endPrice, pricingKey } from "@/lib/pricing/client";
import type { PriceView } from "@/lib/pricing/schema";
import { modelWords } from "@/lib/pricing/words";

type EndDialogProps = { project: string; price: PriceView; onClose: () => void };

export function EndDialog({ project, price, onClose }: EndDialogProps) {
  const cache = useQueryClient();
  const [to, setTo] = useState(() => onClock(new Date().toISOString()));
  const [reason, setReason] = useState("");
  const end = useMutation({
    mutationFn: () =>
      endPrice(project, price.id, { to: new Date(to).toISOString(), reason: reason.trim() }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: pricingKey(project) });
      onClose();
    },
  });
  const rest = errorElsewhere(end.error, ["to", "reason"]);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`End the price of ${price.provider} ${modelWords(price.model)}`}
      description="Calls from then on are priced as without it; stored ones that it priced after that instant are priced anew."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          end.mutate();
        }}
      >
        <Field label="Ends" hint="On your clock." error={errorAt(end.error, "to")}>
          <TextInput type="datetime-local" value={to} onChange={setTo} required />
        </Field>
        <Field label="Reason" hint="Kept in the audit log." error={errorAt(end.error, "reason")}>
          <TextInput value={reason} onChange={setReason} required maxLength={500} />
        </Field>
        {rest && <Notice tone="critical">{rest.message}</Notice>}
        <DialogActs>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" isBusy={end.isPending}>
            End the price
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  );
}
