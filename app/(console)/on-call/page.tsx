/** Who is on call, and when. */
import type { Metadata } from "next";
import { OnCallPage } from "@/components/oncall/on-call-page";

export const metadata: Metadata = { title: "On-call" };

export default function Page() {
  return <OnCallPage />;
}
