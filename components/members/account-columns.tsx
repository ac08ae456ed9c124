/** What is shown of an account wherever accounts are listed. */
import { Badge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import type { Column } from "@/components/ui/table-model";
import type { MemberView } from "@/lib/members/schema";

type Account = Omit<MemberView, "role">;

export const ACCOUNT_COLUMNS: readonly Column<Account>[] = [
  {
    key: "name",
    label: "Person",
    value: ({ name }) => name,
    cell: ({ name, email }) => (
      <span className="flex min-w-0 max-w-80 flex-col max-md:max-w-44" title={`${name}, ${email}`}>
        <span className="truncate text-primary">{name}</span>
        <span className="truncate text-12 text-muted">{email}</span>
      </span>
    ),
  },
  {
    key: "state",
    label: "State",
    value: ({ isDisabled }) => (isDisabled ? "disabled" : "active"),
    cell: ({ isDisabled }) =>
      isDisabled ? <Badge tone="unknown">Disabled</Badge> : <Badge tone="ok">Active</Badge>,
  },
  {
    key: "codes",
    label: "Two-factor",
    value: ({ hasTwoFactor }) => (hasTwoFactor ? "on" : "off"),
  },
  {
    key: "sign-in",
    label: "Last sign-in",
    value: ({ lastSignInAt }) => lastSignInAt,
    cell: ({ lastSignInAt }) => (lastSignInAt === null ? "never" : <Instant at={lastSignInAt} />),
  },
  { key: "sessions", label: "Sessions", kind: "number", value: ({ sessions }) => sessions },
];
