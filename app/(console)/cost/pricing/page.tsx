/** /cost/pricing: models, their prices, what has none, and back-fills. */
import type { Metadata } from "next";
import { PricingPage } from "@/components/cost/pricing/pricing-page";

export const metadata: Metadata = { title: "Pricing" };

export default function Page() {
  return <PricingPage />;
}
