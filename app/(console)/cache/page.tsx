/** /cache: hit rates, cost avoided, latency saved. */
import type { Metadata } from "next";
import { CachePage } from "@/components/cache/cache-page";

export const metadata: Metadata = { title: "Cache" };

export default function Page() {
  return <CachePage />;
}
