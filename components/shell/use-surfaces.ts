"use client";
/** Which of the shell's surfaces is open, and the keys that open them. */
import { usePathname, useRouter } from "next/navigation";
import { useState } from "react";
import { keepAsk } from "@/components/ui/ask-params";
import { readPref, THEMES, themeOf, writePref } from "@/lib/browser/prefs";
import { NAVIGATION } from "./navigation";
import { useAsk } from "./use-ask";
import { type KeyMap, useKeys } from "./use-keys";

export type Surface = "range" | "palette" | "help";

export function useSurfaces() {
  const [open, setOpen] = useState<Surface | null>(null);
  const { ask, live, setAsk } = useAsk();
  const router = useRouter();
  const path = usePathname();
  const go = (href: string) => {
    if (href === path) return;
    router.push(keepAsk(href, new URLSearchParams(window.location.search)));
  };
  const keys: KeyMap = {
    "/": () => setOpen("palette"),
    "mod+k": () => setOpen((now) => (now === "palette" ? null : "palette")),
    "?": () => setOpen("help"),
    r: () => setOpen("range"),
    c: () => setAsk({ compare: ask.compare !== "1" }),
    l: () => setAsk({ live: !live }),
    t: nextTheme,
    ...Object.fromEntries(
      NAVIGATION.flat().map(({ key, href }) => [`g ${key}`, () => go(href)] as const),
    ),
  };
  useKeys(keys);
  return { open, setOpen };
}

function nextTheme(): void {
  const current = THEMES.indexOf(themeOf(readPref("theme")));
  writePref("theme", THEMES[(current + 1) % THEMES.length] ?? "system");
}
