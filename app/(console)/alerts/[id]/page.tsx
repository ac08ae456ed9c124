/** One alert, for whoever was woken by it. */
import type { Metadata } from "next";
import { AlertPage } from "@/components/alerts/alert-page";

export const metadata: Metadata = { title: "Alert" };

type Props = { params: Promise<{ id: string }> };

export default async function Page({ params }: Props) {
  const { id } = await params;
  return <AlertPage id={decodeURIComponent(id)} />;
}
