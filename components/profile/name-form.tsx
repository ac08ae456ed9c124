"use client";
/** One's own name, beside what does not change here. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Badge, Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { errorAt, errorElsewhere } from "@/components/ui/error-at";
import { Field, TextInput } from "@/components/ui/field";
import { changeName } from "@/lib/profile/client";
import type { ProfileView } from "@/lib/profile/schema";

export function NameForm({ profile }: { profile: ProfileView }) {
  const cache = useQueryClient();
  const [name, setName] = useState(profile.name);
  const saving = useMutation({
    mutationFn: changeName,
    onSuccess: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: ["profile"] }),
        cache.invalidateQueries({ queryKey: ["console"] }),
      ]),
  });
  const isChanged = name !== profile.name;
  const failed = errorElsewhere(saving.error, ["name"]);
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate(name);
      }}
    >
      <Field label="Name" error={errorAt(saving.error, "name")}>
        <TextInput
          name="name"
          autoComplete="name"
          value={name}
          onChange={setName}
          required
          maxLength={80}
        />
      </Field>
      <Field label="E-mail address" hint={standingOf(profile)}>
        <TextInput value={profile.email} onChange={() => undefined} readOnly />
      </Field>
      {failed && <Notice tone="critical">{failed.message}.</Notice>}
      <div className="flex items-center gap-3">
        <Button type="submit" tone="primary" isBusy={saving.isPending} disabled={!isChanged}>
          Save name
        </Button>
        {saving.isSuccess && !isChanged && (
          <Badge tone="ok" bare>
            Saved
          </Badge>
        )}
      </div>
    </form>
  );
}

function standingOf({ isOwner, providers }: ProfileView): string {
  const standing = isOwner ? "You own this instance." : "You sign in with it.";
  return providers.length === 0 ? standing : `${standing} Also through ${providers.join(", ")}.`;
}
