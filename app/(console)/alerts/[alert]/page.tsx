/** One alert, for whoever was woken by it. */
import type { Metadata } from "next";
import { AlertPage } from "@/components/alerts/alert-page";

export const metadata: Metadata = { title: "Alert" };

type Props = { params: Promise<{ alert: string }> };

export default async function Page({ params }: Props) {
  const { alert } = await params;
  return <AlertPage id={decodeURIComponent(alert)} />;
}
