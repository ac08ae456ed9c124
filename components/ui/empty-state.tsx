/** What a place without data says: why it is empty and what to send, with one snippet to copy. */
import type { ReactNode } from "react";
import { Snippet } from "./snippet";

export type EmptyProps = {
  title: string;
  /** One or two sentences: what would fill this. */
  hint?: ReactNode;
  snippet?: { readonly code: string; readonly label: string } | undefined;
  /** At most one button or link. */
  action?: ReactNode;
};

export function EmptyState({ title, hint, snippet, action }: EmptyProps) {
  return (
    <div className="flex min-h-0 flex-1 flex-col justify-center gap-3 overflow-auto py-2">
      <div className="mx-auto flex w-full max-w-xl flex-col gap-1.5 text-center">
        <p className="font-medium text-14 text-primary">{title}</p>
        {hint !== undefined && <div className="text-13 text-muted">{hint}</div>}
      </div>
      {snippet && (
        <div className="mx-auto w-full max-w-xl">
          <Snippet code={snippet.code} label={snippet.label} />
        </div>
      )}
      {action !== undefined && <div className="mx-auto">{action}</div>}
    </div>
  );
}
