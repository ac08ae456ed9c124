"use client";
/** Keys as rows: live ones with a button that ends them. */
import { useMemo } from "react";
import { Can } from "@/components/shell/can";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Table } from "@/components/ui/table";
import type { Column } from "@/components/ui/table-model";
import { useNow } from "@/components/ui/use-now";
import type { KeyView } from "@/lib/keys/schema";

type KeysTableProps = { keys: readonly KeyView[]; onRevoke: (key: KeyView) => void };

export function KeysTable({ keys, onRevoke }: KeysTableProps) {
  const columns = useMemo(() => [...COLUMNS, revokeColumn(onRevoke)], [onRevoke]);
  return (
    <Table id="keys" label="API keys" columns={columns} rows={keys} rowKey={(key) => key.id} />
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
  { key: "state", label: "State", value: stateWord, cell: (key) => <KeyState apiKey={key} /> },
  { key: "scopes", label: "May", value: (key) => key.scopes.join(", ") },
  { key: "environment", label: "Environment", value: (key) => key.environment ?? "any" },
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
    key: "expires",
    label: "Expires",
    value: (key) => key.expiresAt,
    cell: (key) => when(key.expiresAt, "never"),
  },
];

function stateWord({ revokedAt, expiresAt }: KeyView): string {
  if (revokedAt !== null) return "revoked";
  return expiresAt === null ? "live" : "live until it expires";
}

function KeyState({ apiKey }: { apiKey: KeyView }) {
  const now = useNow();
  const { revokedAt, expiresAt } = apiKey;
  if (revokedAt !== null) return <Badge tone="unknown">Revoked</Badge>;
  if (now !== null && expiresAt !== null && Date.parse(expiresAt) <= now) {
    return <Badge tone="warning">Expired</Badge>;
  }
  return <Badge tone="ok">Live</Badge>;
}

const revokeColumn = (onRevoke: (key: KeyView) => void): Column<KeyView> => ({
  key: "revoke",
  label: "End",
  value: () => null,
  cell: (key) =>
    key.revokedAt === null && (
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
    ),
});
