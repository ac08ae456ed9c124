"use client";
/** Everybody who has an account, with what an owner may do about each. */
import { useQuery } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { type ReactNode, useState } from "react";
import { IconButton } from "@/components/ui/button";
import { Menu, MenuDivider, MenuItem } from "@/components/ui/menu";
import { Panel } from "@/components/ui/panel";
import { Table } from "@/components/ui/table";
import type { Column } from "@/components/ui/table-model";
import { peopleQuery } from "@/lib/members/client";
import type { PersonView } from "@/lib/members/schema";
import { ACCOUNT_COLUMNS } from "./account-columns";
import { ActDialog } from "./act-dialog";
import { type Act, actsFor } from "./acts";
import { ResetLinkDialog } from "./reset-link-dialog";

type Chosen = { readonly person: PersonView; readonly act: Act | "reset" };

export function PeoplePanel() {
  const people = useQuery(peopleQuery());
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const close = () => setChosen(null);
  return (
    <>
      <Panel
        title="Everybody on this instance"
        question="Who can sign in at all? Only owners see this and act here."
        reading={people}
        figure={(rows) => `${rows.filter(({ isDisabled }) => !isDisabled).length} can sign in`}
        height="fit"
        isFlush
      >
        {(rows) => (
          <Table
            id="people"
            label="Everybody on this instance"
            columns={columnsFor(rows, (person, act) => setChosen({ person, act }))}
            rows={rows}
            rowKey={({ id }) => id}
          />
        )}
      </Panel>
      {chosen?.act === "reset" && <ResetLinkDialog person={chosen.person} onClose={close} />}
      {chosen && chosen.act !== "reset" && (
        <ActDialog person={chosen.person} act={chosen.act} onClose={close} />
      )}
    </>
  );
}

type Choose = (person: PersonView, act: Act | "reset") => void;

function columnsFor(people: readonly PersonView[], onChoose: Choose): Column<PersonView>[] {
  const owners = people.filter(({ isOwner, isDisabled }) => isOwner && !isDisabled);
  const menuOf = (person: PersonView) => (
    <PersonMenu
      person={person}
      isLastOwner={owners.length === 1 && owners[0]?.id === person.id}
      onChoose={onChoose}
    />
  );
  const [who, ...account] = ACCOUNT_COLUMNS;
  return [
    ...(who ? [withMenu(who, menuOf)] : []),
    ...account,
    {
      key: "belongs",
      label: "Belongs to",
      value: ({ isOwner, projects }) =>
        isOwner
          ? "every project, as owner"
          : projects.map(({ name, role }) => `${name} (${role})`).join(", ") || "no project",
    },
    {
      key: "acts",
      label: "Act",
      value: () => null,
      cell: (person) => <span className="max-md:hidden">{menuOf(person)}</span>,
    },
  ];
}

/** On a phone the last column is a swipe away: the acts stand beside the name. */
function withMenu(
  column: (typeof ACCOUNT_COLUMNS)[number],
  menuOf: (person: PersonView) => ReactNode,
): Column<PersonView> {
  return {
    ...column,
    cell: (person) => (
      <span className="flex items-center gap-1">
        <span className="shrink-0 md:hidden">{menuOf(person)}</span>
        {column.cell?.(person)}
      </span>
    ),
  };
}

type PersonMenuProps = { person: PersonView; isLastOwner: boolean; onChoose: Choose };

function PersonMenu({ person, isLastOwner, onChoose }: PersonMenuProps) {
  const label = `Acts on ${person.email}`;
  return (
    <Menu label={label} trigger={<IconButton size="s" icon={Ellipsis} label={label} />}>
      <MenuItem disabled={person.isDisabled} onSelect={() => onChoose(person, "reset")}>
        Link for a new password
      </MenuItem>
      <MenuDivider />
      {actsFor(person).map((act) => {
        const isBarred = isLastOwner && act.needsAnotherOwner === true;
        return (
          <MenuItem
            key={act.verb}
            disabled={isBarred}
            title={isBarred ? "Not the last owner: make somebody else an owner first" : undefined}
            onSelect={() => onChoose(person, act)}
          >
            {act.verb}
          </MenuItem>
        );
      })}
    </Menu>
  );
}
