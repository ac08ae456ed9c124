/** One flag: its switch, its versions, and who gets what and why. */
import type { Metadata } from "next";
import { FlagPage } from "@/components/rollouts/flag-page";

export const metadata: Metadata = { title: "Flag" };

type Props = { params: Promise<{ flag: string }> };

export default async function Page({ params }: Props) {
  const { flag } = await params;
  return <FlagPage flag={decodeURIComponent(flag)} />;
}
