"use client";
/** Links between sibling pages, the current one marked. */
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { keepAsk } from "@/components/ui/ask-params";

type TabsProps = {
  label: string;
  tabs: readonly { readonly href: string; readonly label: string }[];
};

export function Tabs({ label, tabs }: TabsProps) {
  const path = usePathname();
  const params = new URLSearchParams(useSearchParams());
  return (
    <nav aria-label={label} className="flex gap-1 overflow-x-auto border-line border-b">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={keepAsk(tab.href, params)}
          aria-current={path === tab.href ? "page" : undefined}
          className="-mb-px flex h-9 shrink-0 items-center border-transparent border-b-2 px-3 text-13 text-secondary hover:text-primary aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-primary"
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
