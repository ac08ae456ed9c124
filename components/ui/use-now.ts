"use client";
/** The current time for what is written relative to it, ticking once for everybody who asks. */
import { useSyncExternalStore } from "react";

const TICK_MS = 5_000;
const listeners = new Set<() => void>();
let current = 0;
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  current = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function read(): number {
  if (Date.now() - current >= TICK_MS) current = Date.now();
  return current;
}

/** Null while rendering on the server, whose clock is not the reader's. */
export function useNow(): number | null {
  return useSyncExternalStore(subscribe, read, () => null);
}
