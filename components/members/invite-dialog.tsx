"use client";
/** Invites somebody by e-mail address, and shows the link where it could not be mailed. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { Field, Select, TextInput } from "@/components/ui/field";
import type { Role } from "@/lib/core/roles";
import { invite, inviteOwner } from "@/lib/members/client";
import type { Invited } from "@/lib/members/schema";
import { InvitedDialog } from "./invited-dialog";
import { ROLE_WORDS } from "./role-words";
import { useRefresh } from "./use-refresh";

type InviteDialogProps = { project: string; mayMakeOwners: boolean; onClose: () => void };

export function InviteDialog(props: InviteDialogProps) {
  const [invited, setInvited] = useState<Invited | null>(null);
  const { project, onClose } = props;
  if (invited) return <InvitedDialog invited={invited} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Invite somebody"
      description={`To the project “${project}”. Who has an account is added at once; everybody else gets a link that works once, within 7 days.`}
    >
      <InviteForm {...props} onInvited={setInvited} />
    </Dialog>
  );
}

const OWNER = { value: "owner", label: "Owner of the instance: everything, everywhere" } as const;

type InviteFormProps = InviteDialogProps & { onInvited: (invited: Invited) => void };

function InviteForm({ project, mayMakeOwners, onClose, onInvited }: InviteFormProps) {
  const refresh = useRefresh();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role | "owner">("viewer");
  const inviting = useMutation({
    mutationFn: () => (role === "owner" ? inviteOwner(email) : invite(project, email, role)),
    onSuccess: async (invited) => {
      onInvited(invited);
      await refresh();
    },
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        inviting.mutate();
      }}
    >
      <Field label="E-mail address">
        <TextInput
          type="email"
          value={email}
          onChange={setEmail}
          required
          maxLength={254}
          autoComplete="off"
        />
      </Field>
      <Field label="Role">
        <Select<Role | "owner">
          value={role}
          onChange={setRole}
          options={mayMakeOwners ? [...ROLE_WORDS, OWNER] : ROLE_WORDS}
        />
      </Field>
      {inviting.error && <Notice tone="critical">{inviting.error.message}.</Notice>}
      <DialogActs>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" tone="primary" isBusy={inviting.isPending}>
          Invite
        </Button>
      </DialogActs>
    </form>
  );
}
