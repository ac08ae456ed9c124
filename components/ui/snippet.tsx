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
    <div className="rounded-control border-line bg-page flex min-w-0 items-start border text-left">
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        className="text-12 text-primary min-w-0 flex-1 overflow-x-auto p-3 font-mono"
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
      className="rounded-control text-12 text-secondary hover:text-primary inline-flex max-w-full min-w-0 items-center gap-1 font-mono"
    >
      <span className="truncate">{text}</span>
      {isCopied ? (
        <Check aria-hidden className="text-ok-text size-3 shrink-0" />
      ) : (
        <Copy aria-hidden className="size-3 shrink-0" />
      )}
    </button>
  );
}
