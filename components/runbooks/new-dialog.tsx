"use client";
/** Begins a runbook: a name, and the headings that every one has. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { keepAsk } from "@/components/ui/ask-params";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { errorAt, errorElsewhere } from "@/components/ui/error-at";
import { Field, TextInput } from "@/components/ui/field";
import { createRunbook, runbooksKey } from "@/lib/runbooks/client";
import { slugOfPath } from "@/lib/runbooks/place";
import { skeletonOf } from "@/lib/runbooks/skeleton";

export function NewDialog({ project, onClose }: { project: string; onClose: () => void }) {
  const [title, setTitle] = useState("");
  const cache = useQueryClient();
  const router = useRouter();
  const params = new URLSearchParams(useSearchParams());
  const slug = slugOfPath(title.trim());
  const create = useMutation({
    mutationFn: () => createRunbook(project, slug, { text: skeletonOf(title.trim()), message: "" }),
    onSuccess: async (kept) => {
      await cache.invalidateQueries({ queryKey: runbooksKey(project) });
      router.push(keepAsk(`/runbooks/${kept.slug}?edit=1`, params));
    },
  });
  const rest = errorElsewhere(create.error, ["slug"]);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="New runbook"
      description="It begins with the headings that every runbook has."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (slug !== "") create.mutate();
        }}
      >
        <Field
          label="Title"
          hint={
            slug
              ? `Alert rules name it as ${slug}`
              : "What is wrong, in the words of whoever looks for it."
          }
          error={errorAt(create.error, "slug")}
        >
          <TextInput value={title} onChange={setTitle} required maxLength={80} autoFocus />
        </Field>
        {rest && <Notice tone="critical">{rest.message}</Notice>}
        <DialogActs>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" isBusy={create.isPending} disabled={slug === ""}>
            Begin runbook
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  );
}
