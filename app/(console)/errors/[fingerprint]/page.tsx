/** One group of equal failures. */
import type { Metadata } from "next";
import { ErrorPage } from "@/components/errors/error-page";

export const metadata: Metadata = { title: "Error" };

type Props = { params: Promise<{ fingerprint: string }> };

export default async function Page({ params }: Props) {
  const { fingerprint } = await params;
  return <ErrorPage fingerprint={decodeURIComponent(fingerprint)} />;
}
