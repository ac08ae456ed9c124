"use client";
/** A remembered choice, followed across tabs; null on the server and until one is made. */
import { useSyncExternalStore } from "react";
import { onPrefs, type Pref, readPref } from "@/lib/browser/prefs";

export const usePref = (pref: Pref): string | null =>
  useSyncExternalStore(
    onPrefs,
    () => readPref(pref),
    () => null,
  );
