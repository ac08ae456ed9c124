/** The page for an address that leads nowhere. */
import type { Metadata } from "next";
import { FullPage } from "@/components/shell/full-page";

export const metadata: Metadata = { title: "No such page" };

export default function NotFound() {
  return (
    <FullPage title="There is no page at this address">
      The link may be mistyped, or what it pointed at was removed.
    </FullPage>
  );
}
