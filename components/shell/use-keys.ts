"use client";
/** The keyboard of the console: single keys, `g` then a letter, and Cmd/Ctrl-K from anywhere. */
import { useEffect, useEffectEvent, useRef } from "react";

const SEQUENCE_MS = 1_200;

/** "r", "?", "g o", "mod+k". */
export type KeyMap = Readonly<Record<string, () => void>>;

export function useKeys(keys: KeyMap): void {
  const pending = useRef({ key: "", at: 0 });
  const press = useEffectEvent((event: KeyboardEvent) => {
    const name = nameOf(event, pending.current);
    const act = name === null ? undefined : keys[name];
    pending.current = { key: act ? "" : event.key, at: event.timeStamp };
    if (!act) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

type Pending = { readonly key: string; readonly at: number };

/** Null for what is typed into a field or belongs to the browser. */
function nameOf(event: KeyboardEvent, pending: Pending): string | null {
  if (event.defaultPrevented || event.altKey) return null;
  if (event.metaKey || event.ctrlKey) return `mod+${event.key.toLowerCase()}`;
  if (isTyping(event.target) || document.querySelector("[role=dialog],[role=menu]")) return null;
  const follows = pending.key === "g" && event.timeStamp - pending.at < SEQUENCE_MS;
  return follows ? `g ${event.key}` : event.key;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}
