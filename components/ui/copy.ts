"use client";
/** Puts text on the clipboard and says for two seconds that it is there. */
import { useCallback, useEffect, useState } from "react";

const SAID_FOR_MS = 2_000;

export function useCopy(): { isCopied: boolean; copy: (text: string) => void } {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = useCallback((text: string) => {
    void write(text).then(() => setCopied(true));
  }, []);
  return { isCopied, copy };
}

/** The clipboard API needs a secure context; a console on plain http in a private network has none. */
async function write(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  area.setAttribute("readonly", "");
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
