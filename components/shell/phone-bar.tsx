"use client";
/** The bottom bar of a phone: the pages of a bad night under the thumb, the rest behind "More". */
import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { keepAsk } from "@/components/ui/ask-params";
import { Menu, MenuItem } from "@/components/ui/menu";
import { NavCount } from "./nav-count";
import { isCurrent, NAVIGATION } from "./navigation";

const SLOT =
  "relative flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-12 text-secondary aria-[current=page]:font-medium aria-[current=page]:text-accent-text";

export function PhoneBar() {
  const path = usePathname();
  const router = useRouter();
  const params = new URLSearchParams(useSearchParams());
  const rows = NAVIGATION.flat();
  const rest = rows.filter((row) => !row.isOnPhoneBar);
  return (
    <nav
      aria-label="Pages"
      className="fixed inset-x-0 bottom-0 z-30 flex border-line border-t bg-panel pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      {rows
        .filter((row) => row.isOnPhoneBar)
        .map(({ icon: Icon, ...row }) => (
          <Link
            key={row.href}
            href={keepAsk(row.href, params)}
            aria-current={isCurrent({ icon: Icon, ...row }, path) ? "page" : undefined}
            className={SLOT}
          >
            <Icon aria-hidden className="size-5" />
            <span className="max-w-full truncate px-0.5">{row.label}</span>
            <NavCount of={row.count} look="corner" />
          </Link>
        ))}
      <Menu
        label="More pages"
        trigger={
          <button
            type="button"
            aria-current={rest.some((row) => isCurrent(row, path)) ? "page" : undefined}
            className={SLOT}
          >
            <Ellipsis aria-hidden className="size-5" />
            More
          </button>
        }
      >
        {rest.map((row) => (
          <MenuItem
            key={row.href}
            icon={row.icon}
            onSelect={() => router.push(keepAsk(row.href, params))}
          >
            {row.label}
          </MenuItem>
        ))}
      </Menu>
    </nav>
  );
}
