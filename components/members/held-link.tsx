"use client";
/** Reads the link that somebody holds, and says what to do where it is none any more. */
import { type UseQueryOptions, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { Notice } from "@/components/ui/badge";
import { useLinkToken } from "./use-link-token";

type HeldLinkProps<T> = {
  query: (token: string) => UseQueryOptions<T, Error, T, string[]>;
  children: (offer: T, token: string, readAgain: () => void) => ReactNode;
};

export function HeldLink<T>({ query, children }: HeldLinkProps<T>) {
  const token = useLinkToken();
  const offer = useQuery({ ...query(token ?? ""), enabled: Boolean(token) });
  if (token === "") {
    return <Dead sentence="This address is not whole: open the link just as you were given it" />;
  }
  if (offer.error) return <Dead sentence={offer.error.message} />;
  if (token === undefined || offer.data === undefined) {
    return (
      <p role="status" className="text-13 text-muted">
        Reading the link …
      </p>
    );
  }
  return children(offer.data, token, () => void offer.refetch());
}

export const TEXT_LINK = "text-13 text-accent-text underline underline-offset-2";

function Dead({ sentence }: { sentence: string }) {
  return (
    <>
      <Notice tone="critical">{sentence}.</Notice>
      <Link href="/sign-in" className={TEXT_LINK}>
        To the sign-in page
      </Link>
    </>
  );
}
