"use client";
/** The shell: rail, bar, strips and the page between them. */
import dynamic from "next/dynamic";
import { type ReactNode, useEffect } from "react";
import { Gate } from "./gate";
import { PhoneBar } from "./phone-bar";
import { Rail } from "./rail";
import { Strips } from "./strips";
import { TopBar } from "./top-bar";
import { useSurfaces } from "./use-surfaces";

const loadPalette = () => import("./palette").then((module) => module.Palette);
const Palette = dynamic(loadPalette, { ssr: false });
const PALETTE_AFTER_MS = 3_000;
const HelpDialog = dynamic(() => import("./help-dialog").then((module) => module.HelpDialog), {
  ssr: false,
});

export function Shell({ children }: { children: ReactNode }) {
  return <Gate>{(page) => <Frame>{page ?? children}</Frame>}</Gate>;
}

function Frame({ children }: { children: ReactNode }) {
  const { open, setOpen } = useSurfaces();
  const close = () => setOpen(null);
  useEffect(() => {
    // Fetched in a quiet moment, so that the first letters typed into it are not lost.
    const timer = setTimeout(() => void loadPalette(), PALETTE_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      <a
        href="#main"
        className="sr-only rounded-control bg-accent px-3 py-2 text-13 text-on-solid focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        Skip to the page
      </a>
      <div className="flex min-h-dvh">
        <Rail />
        <div className="flex min-w-0 flex-1 flex-col pb-14 md:pb-0">
          <Strips />
          <TopBar open={open} onOpen={setOpen} />
          <main id="main" tabIndex={-1} className="min-w-0 flex-1 outline-none">
            {children}
          </main>
        </div>
      </div>
      <PhoneBar />
      {open === "palette" && <Palette open onOpenChange={close} />}
      {open === "help" && <HelpDialog open onOpenChange={close} />}
    </>
  );
}
