"use client";
/** Who belongs to the project, who is invited, and, for an owner, everybody on the instance. */
import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { Can, reasonFor } from "@/components/shell/can";
import { useAsk } from "@/components/shell/use-ask";
import { useConsole, useMay } from "@/components/shell/use-console";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { quantity } from "@/lib/core/format";
import { membersQuery } from "@/lib/members/client";
import { InvitationsPanel } from "./invitations-panel";
import { InviteDialog } from "./invite-dialog";
import { MembersTable } from "./members-table";
import { PeoplePanel } from "./people-panel";

export function MembersPage() {
  const { ask } = useAsk();
  const may = useMay("people:read");
  const isOwner = useConsole().data?.person.isOwner ?? false;
  const members = useQuery({ ...membersQuery(ask.project), enabled: may === true });
  const [isInviting, setInviting] = useState(false);
  if (may === false) return <Notice tone="info">{reasonFor("people:read")}</Notice>;
  return (
    <>
      <Panel
        title="Members"
        question="Who may see or change this project?"
        reading={members}
        figure={({ length }) => quantity(length, "person", "people")}
        controls={
          <Can permission="people:write">
            {(gate) => (
              <Button tone="primary" icon={UserPlus} onClick={() => setInviting(true)} {...gate}>
                Invite
              </Button>
            )}
          </Can>
        }
        height="fit"
        isFlush
      >
        {(rows) => <MembersTable members={rows} project={ask.project} />}
      </Panel>
      {may && <InvitationsPanel project={ask.project} />}
      {isOwner && (
        <>
          <PeoplePanel />
          <InvitationsPanel project={null} />
        </>
      )}
      {isInviting && (
        <InviteDialog
          project={ask.project}
          mayMakeOwners={isOwner}
          onClose={() => setInviting(false)}
        />
      )}
    </>
  );
}
