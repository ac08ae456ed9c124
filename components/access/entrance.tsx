/** The frame of the pages before the console: the name, a heading and one form. */
import type { ReactNode } from "react";
import { Logo } from "@/components/shell/logo";

type EntranceProps = { title: string; lead?: ReactNode; children: ReactNode };

export function Entrance({ title, lead, children }: EntranceProps) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-6 px-4 py-8">
      <p className="flex items-center justify-center gap-2 font-semibold text-14 text-primary tracking-tight">
        <Logo /> Wheelhouse
      </p>
      <section className="flex flex-col gap-5 rounded-panel border border-line bg-panel p-5 md:p-6">
        <header className="flex flex-col gap-1">
          <h1 className="font-semibold text-20 text-primary tracking-tight">{title}</h1>
          {lead !== undefined && <p className="text-13 text-secondary">{lead}</p>}
        </header>
        {children}
      </section>
    </main>
  );
}
