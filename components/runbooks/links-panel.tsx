"use client";
/** Links that lead nowhere; nothing where all hold. */
import { Notice } from "@/components/ui/badge";
import { quantity } from "@/lib/core/format";
import type { BrokenLink } from "@/lib/runbooks/schema";

export function LinksPanel({ links }: { links: readonly BrokenLink[] }) {
  if (links.length === 0) return null;
  return (
    <Notice tone="warning">
      <p>{quantity(links.length, "link leads nowhere", "links lead nowhere")}</p>
      <ul className="list-disc pl-4">
        {links.map(({ href, why }) => (
          <li key={href} className="break-all">
            <code className="font-mono text-12">{href}</code>: {why}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
