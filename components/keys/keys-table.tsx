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
  { key: "name", label: "Name", value: (key) => key.name },
  {
    key: "prefix",
    label: "Starts with",
    value: (key) => key.prefix,
    cell: (key) => <code className="font-mono text-12">{key.prefix}…</code>,
  },
  {
    key: "state",
    label: "State",
    value: (key) => (key.revokedAt === null ? (key.expiresAt ?? "live") : "revoked"),
    cell: (key) => <KeyStateBadge apiKey={key} />,
  },
  { key: "scopes", label: "May", value: (key) => key.scopes.join(", ") },
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
  },
  { key: "by", label: "By", value: (key) => key.createdBy ?? "command line" },
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
  },
];

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
