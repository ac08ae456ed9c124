/** One API key: its facts, its traffic, and its end. */
import type { Metadata } from "next";
import { KeyPage } from "@/components/keys/key-page";

export const metadata: Metadata = { title: "API key" };

type Props = { params: Promise<{ key: string }> };

export default async function Page({ params }: Props) {
  const { key } = await params;
  return <KeyPage id={decodeURIComponent(key)} />;
}
