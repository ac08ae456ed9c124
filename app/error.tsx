"use client";
/** The page shown when a page breaks: it says so, offers to try again, and gives the trace to report. */
import { FullPage } from "@/components/shell/full-page";
import { Button } from "@/components/ui/button";

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <FullPage
      title="This page failed to draw"
      acts={
        <Button tone="primary" onClick={reset}>
          Try again
        </Button>
      }
    >
      No data was lost; ingestion and alerting go on without it.
      {error.digest !== undefined && ` Server log reference: ${error.digest}.`}
    </FullPage>
  );
}
