"use client";
/** Text to take away: a code block with a copy button, and an id that copies itself. */
import { Check, Copy } from "lucide-react";
import { IconButton } from "./button";
import { useCopy } from "./copy";

type SnippetProps = {
  code: string;
  /** What is copied, in words: "curl command". */
  label: string;
};

export function Snippet({ code, label }: SnippetProps) {
  const { isCopied, copy } = useCopy();
  return (
    <div className="flex min-w-0 items-start rounded-control border border-line bg-page text-left">
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        className="min-w-0 flex-1 overflow-x-auto p-3 font-mono text-12 text-primary"
      >
        <code>{code}</code>
      </pre>
      <div className="p-1.5">
        <IconButton
          size="s"
          icon={isCopied ? Check : Copy}
          label={isCopied ? "Copied" : `Copy ${label}`}
          onClick={() => copy(code)}
        />
      </div>
    </div>
  );
}

/** An id or key in monospace; a click copies it whole even where it is cut. */
export function CopyText({ text, label }: { text: string; label: string }) {
  const { isCopied, copy } = useCopy();
  return (
    <button
      type="button"
      onClick={() => copy(text)}
      title={isCopied ? "Copied" : `Copy ${label}: ${text}`}
      aria-label={`Copy ${label} ${text}`}
      className="inline-flex min-w-0 max-w-full items-center gap-1 rounded-control font-mono text-12 text-secondary hover:text-primary"
    >
      <span className="truncate">{text}</span>
      {isCopied ? (
        <Check aria-hidden className="size-3 shrink-0 text-ok-text" />
      ) : (
        <Copy aria-hidden className="size-3 shrink-0" />
      )}
    </button>
  );
}
