/** A page that is one sentence: nothing found, something broke, nobody signed in. */
import type { ReactNode } from "react";
import { buttonLook } from "@/components/ui/button-look";
import { Logo } from "./logo";

type FullPageProps = { title: string; acts?: ReactNode; children: ReactNode };

export function FullPage({ title, acts, children }: FullPageProps) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-4 p-6 text-center">
      <Logo />
      <h1 className="font-semibold text-20 text-primary tracking-tight">{title}</h1>
      <p className="max-w-md text-14 text-secondary">{children}</p>
      <div className="flex gap-2">
        {acts}
        <a href="/" className={buttonLook({})}>
          Go to the overview
        </a>
      </div>
    </main>
  );
}
