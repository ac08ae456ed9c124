"use client";
/** The API, readable: made from the same document that programs read. */
import { useQuery } from "@tanstack/react-query";
import { PageFrame } from "@/components/shell/page-frame";
import { PageSkeleton } from "@/components/shell/page-skeleton";
import { Notice } from "@/components/ui/badge";
import { OPENAPI_URL, referenceQuery } from "@/lib/reference/client";
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
            <ul className="flex flex-col gap-1 text-13">
              {data.operations.map(({ id, method, path, summary }) => (
                <li key={id}>
                  <a
                    href={`#${id}`}
                    className="text-accent-text underline-offset-2 hover:underline"
                  >
                    <code className="font-mono text-12">
                      {method} {path}
                    </code>
                  </a>{" "}
                  <span className="text-muted">{summary}</span>
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
