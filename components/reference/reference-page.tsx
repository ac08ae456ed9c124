"use client";
/** The API, readable: made from the same document that programs read. */
import { useQuery } from "@tanstack/react-query";
import { PageFrame } from "@/components/shell/page-frame";
import { PageSkeleton } from "@/components/shell/page-skeleton";
import { Notice } from "@/components/ui/badge";
import { OPENAPI_URL, referenceQuery } from "@/lib/reference/client";
import type { OperationView } from "@/lib/reference/openapi";
import { OperationSection } from "./operation-section";

export function ReferencePage() {
  const { data, error } = useQuery(referenceQuery());
  return (
    <PageFrame
      title="API reference"
      lead={
        <>
          Made from{" "}
          <a href={OPENAPI_URL} className="text-accent-text underline underline-offset-2">
            the OpenAPI 3.1 document
          </a>
          , which clients can be generated from.
        </>
      }
    >
      {error && <Notice tone="critical">{error.message}.</Notice>}
      {!data && !error && <PageSkeleton />}
      {data && (
        <>
          {data.info.description !== undefined && (
            <p className="max-w-prose text-13 text-secondary">{data.info.description}</p>
          )}
          <nav aria-label="Operations">
            <ul className="flex flex-col gap-4 text-13">
              {[...new Set(data.operations.map(({ tag }) => tag))].map((tag) => (
                <li key={tag}>
                  <p className="pb-1 font-medium text-primary">{tag}</p>
                  <Contents operations={data.operations.filter((one) => one.tag === tag)} />
                </li>
              ))}
            </ul>
          </nav>
          {data.operations.map((operation) => (
            <OperationSection key={operation.id} operation={operation} />
          ))}
        </>
      )}
    </PageFrame>
  );
}

/** One column: the address, and beside or below it what it is for. */
function Contents({ operations }: { operations: readonly OperationView[] }) {
  return (
    <ul className="grid grid-cols-[minmax(0,auto)_minmax(0,1fr)] gap-x-4 gap-y-1 max-md:grid-cols-1">
      {operations.map(({ id, method, path, summary }) => (
        <li key={id} className="contents">
          <a
            href={`#${id}`}
            className="break-all text-accent-text underline-offset-2 hover:underline"
          >
            <code className="font-mono text-12">
              {method} {path}
            </code>
          </a>
          <span className="text-muted max-md:pb-2">{summary}</span>
        </li>
      ))}
    </ul>
  );
}
