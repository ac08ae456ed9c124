"use client";
/** The left rail on a desk: every page, in words or in icons. */
import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { keepAsk } from "@/components/ui/ask-params";
import { writePref } from "@/lib/browser/prefs";
import { Logo } from "./logo";
import { NavCount } from "./nav-count";
import { isCurrent, NAVIGATION, type NavRow } from "./navigation";
import { useConsole } from "./use-console";
import { usePref } from "./use-pref";

export function Rail() {
  const isNarrow = usePref("rail") === "narrow";
  const Icon = isNarrow ? PanelLeftOpen : PanelLeftClose;
  const words = isNarrow ? "Widen the navigation" : "Narrow the navigation";
  return (
    <nav
      aria-label="Pages"
      className="sticky top-0 flex h-dvh narrow:w-13 w-55 shrink-0 flex-col gap-4 overflow-y-auto border-line border-r px-2 py-3 max-md:hidden print:hidden"
    >
      <div className="flex h-7 items-center gap-2 px-1.5">
        <Logo />
        <span className="narrow:hidden font-semibold text-14 tracking-tight">Wheelhouse</span>
      </div>
      {NAVIGATION.map((rows) => (
        <ul key={rows[0]?.href} className="flex flex-col gap-0.5">
          {rows.map((row) => (
            <RailRow key={row.href} row={row} />
          ))}
        </ul>
      ))}
      <button
        type="button"
        aria-label={words}
        title={words}
        onClick={() => writePref("rail", isNarrow ? "wide" : "narrow")}
        className="mt-auto flex h-8 items-center gap-2.5 rounded-control px-2.5 text-13 text-muted hover:bg-hover hover:text-primary max-lg:hidden"
      >
        <Icon aria-hidden className="size-4 shrink-0" />
        <span className="narrow:hidden">Narrow</span>
      </button>
    </nav>
  );
}

function RailRow({ row }: { row: NavRow }) {
  const path = usePathname();
  const params = new URLSearchParams(useSearchParams());
  const permissions = useConsole().data?.permissions;
  if (row.permission && permissions && !permissions.includes(row.permission)) return null;
  const Icon = row.icon;
  return (
    <li>
      <Link
        href={keepAsk(row.href, params)}
        title={`${row.label} (g ${row.key})`}
        aria-current={isCurrent(row, path) ? "page" : undefined}
        className="relative flex h-8 items-center gap-2.5 rounded-control px-2.5 text-13 text-secondary hover:bg-hover hover:text-primary aria-[current=page]:bg-hover aria-[current=page]:font-medium aria-[current=page]:text-primary"
      >
        <Icon aria-hidden className="size-4 shrink-0" />
        <span className="narrow:sr-only truncate">{row.label}</span>
        <NavCount of={row.count} />
      </Link>
    </li>
  );
}
