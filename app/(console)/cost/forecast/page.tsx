/** /cost/forecast: where the day, the week and the month will end, and how good such words have been. */
import type { Metadata } from "next";
import { ForecastPage } from "@/components/cost/forecast-page";

export const metadata: Metadata = { title: "Cost forecast" };

export default function Page() {
  return <ForecastPage />;
}
