/** /cost/roi: what the money brought, against the target, and what outcomes are worth. */
import type { Metadata } from "next";
import { ReturnPage } from "@/components/cost/return-page";

export const metadata: Metadata = { title: "Return" };

export default function Page() {
  return <ReturnPage />;
}
