"use client";
/** Which of the shell's surfaces is open, and the keys that open them. */
import { usePathname, useRouter } from "next/navigation";
import { useState } from "react";
import { keepAsk } from "@/components/ui/ask-params";
import { writePref } from "@/lib/browser/prefs";
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
  const toggle = () => setOpen((now) => (now === "palette" ? null : "palette"));
  const keys: KeyMap = {
    "/": () => setOpen("palette"),
    "mod+k": toggle,
    "?": () => setOpen("help"),
    r: () => setOpen("range"),
    c: () => setAsk({ compare: ask.compare !== "1" }),
    l: () => setAsk({ live: !live }),
    t: otherTheme,
    ...Object.fromEntries(
      NAVIGATION.flat().map(({ key, href }) => [`g ${key}`, () => go(href)] as const),
    ),
  };
  // What is typed while a surface opens is meant for it, not for the page.
  useKeys(open === null ? keys : { "mod+k": toggle });
  return { open, setOpen };
}

/** From what is seen to the other; "as the system" is in the person's menu. */
function otherTheme(): void {
  writePref("theme", document.documentElement.dataset.theme === "dark" ? "light" : "dark");
}
