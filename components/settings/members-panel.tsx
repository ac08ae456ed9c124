"use client";
/** Who belongs to the project, and as what. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "@/components/shell/use-console";
import { Notice, Tag } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field, TextInput } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import type { Role } from "@/lib/core/roles";
import { changeRole } from "@/lib/members/client";
import type { MemberView } from "@/lib/members/schema";

type MembersPanelProps = { reading: Reading<readonly MemberView[]>; project: string };

const CHOICES = [
  { value: "viewer", label: "viewer: sees" },
  { value: "operator", label: "operator: handles errors" },
  { value: "admin", label: "admin: changes settings, keys and people" },
  { value: "", label: "not a member" },
] as const;

export function MembersPanel({ reading, project }: MembersPanelProps) {
  const cache = useQueryClient();
  const mayChange = useMay("people:write") ?? false;
  const change = useMutation({
    mutationFn: ({ email, role }: { email: string; role: Role | null }) =>
      changeRole(project, email, role),
    onSettled: () => cache.invalidateQueries({ queryKey: ["members", { project }] }),
  });
  return (
    <Panel
      title="People"
      question="Who may see or change this project?"
      reading={reading}
      figure={({ length }) => `${length} ${length === 1 ? "person" : "people"}`}
      height="fit"
    >
      {(members) => (
        <div className="flex flex-col gap-3">
          {change.error && <Notice tone="critical">{change.error.message}.</Notice>}
          <ul className="flex flex-col divide-y divide-line">
            {members.map((member) => (
              <li
                key={member.email}
                className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2"
              >
                <span className="min-w-0">
                  <span className="block truncate text-13 text-primary">{member.name}</span>
                  <span className="block truncate text-12 text-muted">{member.email}</span>
                </span>
                {member.role === "owner" ? (
                  <Tag>owner of the instance</Tag>
                ) : (
                  <select
                    aria-label={`Role of ${member.email}`}
                    value={member.role}
                    disabled={!mayChange || change.isPending}
                    onChange={(event) =>
                      change.mutate({
                        email: member.email,
                        role: (event.target.value || null) as Role | null,
                      })
                    }
                    className="h-8 rounded-control border border-control bg-panel px-2 text-13 text-primary max-md:h-10 max-md:w-full max-md:text-16"
                  >
                    {CHOICES.map(({ value, label }) => (
                      <option key={value} value={value}>
                        {label}
                      </option>
                    ))}
                  </select>
                )}
              </li>
            ))}
          </ul>
          {mayChange && (
            <AddMember
              isBusy={change.isPending}
              onAdd={(email) => change.mutate({ email, role: "viewer" })}
            />
          )}
        </div>
      )}
    </Panel>
  );
}

function AddMember({ isBusy, onAdd }: { isBusy: boolean; onAdd: (email: string) => void }) {
  const [email, setEmail] = useState("");
  return (
    <form
      className="flex flex-wrap items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onAdd(email);
        setEmail("");
      }}
    >
      <div className="w-full max-w-xs">
        <Field
          label="Add a person to this project"
          hint="Somebody who has an account; they start as viewer."
        >
          <TextInput type="email" value={email} onChange={setEmail} required autoComplete="off" />
        </Field>
      </div>
      <div className="pt-6">
        <Button type="submit" isBusy={isBusy}>
          Add person
        </Button>
      </div>
    </form>
  );
}
