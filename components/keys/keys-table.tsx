"use client";
/** Keys as rows that lead to their pages: live ones with a button that ends them. */
import { useMemo } from "react";
import { Can } from "@/components/shell/can";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Table } from "@/components/ui/table";
import type { Column } from "@/components/ui/table-model";
import type { KeyView } from "@/lib/keys/schema";
import { KeyStateBadge } from "./key-state";

type KeysTableProps = { keys: readonly KeyView[]; onRevoke: (key: KeyView) => void };

export function KeysTable({ keys, onRevoke }: KeysTableProps) {
  const columns = useMemo(() => [...COLUMNS, revokeColumn(onRevoke)], [onRevoke]);
  return (
    <Table
      id="keys"
      label="API keys"
      columns={columns}
      rows={keys}
      rowKey={(key) => key.id}
      href={(key) => `/settings/api-keys/${key.id}`}
    />
  );
}

const when = (at: string | null, never: string) => (at === null ? never : <Instant at={at} />);

const COLUMNS: readonly Column<KeyView>[] = [
  { key: "name", label: "Name", value: (key) => key.name, cell: (key) => <Name apiKey={key} /> },
  {
    key: "prefix",
    label: "Starts with",
    value: (key) => key.prefix,
    cell: (key) => <code className="font-mono text-12">{key.prefix}…</code>,
    isHidden: true,
  },
  {
    key: "state",
    label: "State",
    value: (key) => (key.revokedAt === null ? (key.expiresAt ?? "live") : "revoked"),
    cell: (key) => <KeyStateBadge apiKey={key} />,
  },
  {
    key: "scopes",
    label: "May",
    value: (key) => key.scopes.join(", "),
    cell: ({ scopes }) => (
      <span className="block max-w-44 truncate" title={scopes.join(", ")}>
        {scopes.join(", ")}
      </span>
    ),
  },
  { key: "environment", label: "Environment", value: (key) => key.environment ?? "any" },
  {
    key: "addresses",
    label: "From",
    hint: "The addresses it works from",
    value: (key) => key.allowedAddresses.join(", ") || "anywhere",
    cell: (key) => <From addresses={key.allowedAddresses} />,
  },
  {
    key: "used",
    label: "Last used",
    value: (key) => key.lastUsedAt,
    cell: (key) => when(key.lastUsedAt, "never"),
  },
  {
    key: "created",
    label: "Created",
    value: (key) => key.createdAt,
    cell: (key) => when(key.createdAt, "—"),
    isHidden: true,
  },
  {
    key: "by",
    label: "Created by",
    value: (key) => key.createdBy ?? "command line",
    isHidden: true,
  },
  {
    key: "ends",
    label: "Ends",
    value: (key) => key.expiresAt,
    cell: (key) => when(key.expiresAt, "never"),
  },
  {
    key: "replaced",
    label: "Replaced by",
    value: (key) => key.replacedBy?.prefix ?? null,
    cell: ({ replacedBy }) =>
      replacedBy ? <code className="font-mono text-12">{replacedBy.prefix}…</code> : "—",
    isHidden: true,
  },
];

/** With what tells keys of one name apart; short enough on a phone for the state to stand beside it. */
function Name({ apiKey }: { apiKey: KeyView }) {
  const { name, prefix } = apiKey;
  return (
    <span className="flex max-w-60 flex-col items-start max-md:max-w-36" title={name}>
      <span className="max-w-full truncate text-primary">{name}</span>
      <code className="font-mono text-12 text-muted">{prefix}…</code>
    </span>
  );
}

function From({ addresses }: { addresses: readonly string[] }) {
  const [first, ...more] = addresses;
  if (first === undefined) return "anywhere";
  return (
    <span title={addresses.join(", ")}>
      <code className="font-mono text-12">{first}</code>
      {more.length > 0 && ` and ${more.length} more`}
    </span>
  );
}

const revokeColumn = (onRevoke: (key: KeyView) => void): Column<KeyView> => ({
  key: "revoke",
  label: "Act",
  value: () => null,
  cell: (key) =>
    key.revokedAt === null && (
      // Above the link that the row is.
      <span className="relative z-1">
        <Can permission="keys:write">
          {(gate) => (
            <Button
              size="s"
              aria-label={`Revoke ${key.name} (${key.prefix})`}
              onClick={() => onRevoke(key)}
              {...gate}
            >
              Revoke
            </Button>
          )}
        </Can>
      </span>
    ),
});
