"use client";
/** The last resort: the document itself failed, so this brings its own. */
import "./globals.css";

type GlobalErrorProps = { error: Error & { digest?: string }; reset: () => void };

export default function GlobalError({ error, reset }: GlobalErrorProps) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        <title>Wheelhouse failed to load</title>
        {/* Blocking on purpose: it must run before the first paint, or a dark page flashes light. */}
        <script src="/theme.js" />
      </head>
      <body>
        <main className="flex min-h-dvh flex-col items-center justify-center gap-3 p-6 text-center">
          <h1 className="font-semibold text-20">Wheelhouse failed to load</h1>
          <p className="max-w-md text-14 text-secondary">
            No data was lost; ingestion goes on.
            {error.digest !== undefined && ` Server log reference: ${error.digest}.`}
          </p>
          <button
            type="button"
            onClick={reset}
            className="h-8 rounded-control bg-accent px-3 font-medium text-13 text-on-solid"
          >
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
