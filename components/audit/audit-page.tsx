"use client";
/** The audit log: who did what, from where, and why. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { reasonFor } from "@/components/shell/can";
import { useAsk } from "@/components/shell/use-ask";
import { useConsole, useMay } from "@/components/shell/use-console";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { buttonLook } from "@/components/ui/button-look";
import { Panel } from "@/components/ui/panel";
import { part } from "@/components/ui/reading";
import { Segmented } from "@/components/ui/segmented";
import { useUrlState } from "@/components/ui/use-url-state";
import { type AuditScope, auditQuery, exportHref } from "@/lib/audit/client";
import type { AuditAsk, AuditView, AuditPage as Page } from "@/lib/audit/schema";
import { count, quantity } from "@/lib/core/format";
import { ChainNote } from "./chain-note";
import { EntriesTable } from "./entries-table";
import { EntryDialog } from "./entry-dialog";
import { Filters } from "./filters";
import { useAuditFilters } from "./use-audit-filters";

const INSTANCE = "instance";

export function AuditPage() {
  const { ask } = useAsk();
  const may = useMay("audit:read");
  const isOwner = useConsole().data?.person.isOwner ?? false;
  const [asked, setAsked] = useUrlState("scope");
  if (may === false) return <Notice tone="info">{reasonFor("audit:read")}</Notice>;
  const scope = isOwner && asked === INSTANCE ? null : ask.project;
  return (
    <>
      {isOwner && (
        <div>
          <Segmented
            label="Whose log"
            value={scope === null ? INSTANCE : "project"}
            options={[
              { value: "project", label: "This project" },
              { value: INSTANCE, label: "Whole instance" },
            ]}
            onChange={(value) => setAsked(value === INSTANCE ? INSTANCE : null)}
          />
        </div>
      )}
      <AuditLog scope={scope} isAllowed={may === true} />
    </>
  );
}

/** Everything read so far, as one page. */
const together = ({ pages }: { readonly pages: readonly Page[] }) => ({
  entries: pages.flatMap(({ entries }) => entries),
  newest: pages[0]?.newest ?? null,
  hasMore: pages.at(-1)?.next !== null,
});
type Log = ReturnType<typeof together>;

function AuditLog({ scope, isAllowed }: { scope: AuditScope; isAllowed: boolean }) {
  const { filters, ...controls } = useAuditFilters();
  const query = useInfiniteQuery({ ...auditQuery(scope, filters), enabled: isAllowed });
  const [open, setOpen] = useState<AuditView | null>(null);
  const isFiltered = Object.keys(filters).length > 0;
  const log = part(query, together);
  return (
    <>
      <Panel
        title="Audit log"
        question="Who did what, from where, and why?"
        reading={log}
        figure={figureOf}
        isEmpty={({ entries }) => entries.length === 0 && !isFiltered}
        empty={{
          title: "Nothing was done here yet",
          hint: "Every change by a person, a key or Wheelhouse itself is kept here.",
        }}
        height="fit"
        isFlush
      >
        {({ entries, hasMore }) => (
          <div className="flex min-w-0 flex-col">
            <Filters controls={controls} />
            <Exports scope={scope} filters={filters} />
            <EntriesTable entries={entries} isInstance={scope === null} onOpen={setOpen} />
            {hasMore && (
              <div className="flex flex-wrap items-center gap-3 border-line border-t px-4 py-3">
                <Button isBusy={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
                  Load older entries
                </Button>
                {query.isFetchNextPageError && (
                  <Notice tone="critical">{query.error?.message}.</Notice>
                )}
              </div>
            )}
          </div>
        )}
      </Panel>
      {log.data?.newest && <ChainNote newest={log.data.newest} />}
      {open && (
        <EntryDialog
          entry={open}
          onClose={() => setOpen(null)}
          onHistory={() => {
            controls.clear();
            controls.setKind(open.objectKind);
            controls.setObject(open.objectId);
            setOpen(null);
          }}
        />
      )}
    </>
  );
}

const figureOf = ({ entries, hasMore }: Log): string =>
  hasMore ? `Newest ${count(entries.length)}` : quantity(entries.length, "entry", "entries");

/** Links, because the browser saves a file as it comes, however long it is. */
function Exports({ scope, filters }: { scope: AuditScope; filters: AuditAsk }) {
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 pb-3">
      <a href={exportHref(scope, filters, "csv")} download className={buttonLook({ size: "s" })}>
        Export as CSV
      </a>
      <a href={exportHref(scope, filters, "jsonl")} download className={buttonLook({ size: "s" })}>
        Export as JSON lines
      </a>
      <span className="text-12 text-muted">All entries that fit the filters, oldest first.</span>
    </div>
  );
}
