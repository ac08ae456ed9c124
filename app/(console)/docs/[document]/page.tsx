/** One document of the release. */
import type { Metadata } from "next";
import { DocumentPage } from "@/components/documents/document-page";

export const metadata: Metadata = { title: "Document" };

type Props = { params: Promise<{ document: string }> };

export default async function Page({ params }: Props) {
  const { document } = await params;
  return <DocumentPage key={document} name={decodeURIComponent(document)} />;
}
