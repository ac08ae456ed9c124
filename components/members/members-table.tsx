"use client";
/** The members of a project as rows, each with the role that an admin can change. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "@/components/shell/use-console";
import { Notice, Tag } from "@/components/ui/badge";
import { Select } from "@/components/ui/field";
import { Table } from "@/components/ui/table";
import type { Column } from "@/components/ui/table-model";
import { ROLES, type Role } from "@/lib/core/roles";
import { changeRole } from "@/lib/members/client";
import type { MemberView } from "@/lib/members/schema";
import { ACCOUNT_COLUMNS } from "./account-columns";
import { RemovalDialog } from "./removal-dialog";
import { useRefresh } from "./use-refresh";

type MembersTableProps = { members: readonly MemberView[]; project: string };

export function MembersTable({ members, project }: MembersTableProps) {
  const refresh = useRefresh();
  const mayChange = useMay("people:write") ?? false;
  const [leaving, setLeaving] = useState<MemberView | null>(null);
  const change = useMutation({
    mutationFn: ({ email, was, role }: { email: string; was: Role; role: Role }) =>
      changeRole(project, { email, role, was }),
    onSettled: refresh,
  });
  const roleColumn: Column<MemberView> = {
    key: "role",
    label: "Role",
    value: ({ role }) => role,
    cell: (member) => (
      <RoleCell
        member={member}
        isDisabled={!mayChange || change.isPending}
        onChange={(was, role) => change.mutate({ email: member.email, was, role })}
        onRemove={() => setLeaving(member)}
      />
    ),
  };
  const [who, ...account] = ACCOUNT_COLUMNS;
  return (
    <>
      {change.error && (
        <div className="px-4 pb-3">
          <Notice tone="critical">{change.error.message}.</Notice>
        </div>
      )}
      <Table
        id="members"
        label="Members"
        columns={who ? [who, roleColumn, ...account] : [roleColumn]}
        rows={members}
        rowKey={({ id }) => id}
      />
      {leaving && (
        <RemovalDialog project={project} member={leaving} onClose={() => setLeaving(null)} />
      )}
    </>
  );
}

type RoleCellProps = {
  member: MemberView;
  isDisabled: boolean;
  onChange: (was: Role, role: Role) => void;
  onRemove: () => void;
};

const CHOICES = [
  ...ROLES.map((role) => ({ value: role, label: role })),
  { value: "remove", label: "Remove from the project …" },
] as const;

function RoleCell({ member, isDisabled, onChange, onRemove }: RoleCellProps) {
  const { role, email } = member;
  if (role === "owner") return <Tag>owner of the instance</Tag>;
  return (
    <div className="w-32">
      <Select<Role | "remove">
        aria-label={`Role of ${email}`}
        value={role}
        options={CHOICES}
        disabled={isDisabled}
        onChange={(next) => (next === "remove" ? onRemove() : onChange(role, next))}
      />
    </div>
  );
}
