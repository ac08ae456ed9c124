"use client";
/** What a link from outside leads to: its reading, or why it cannot be read, and a way on into the console. */
import type { ReactNode } from "react";
import { Notice } from "./badge";
import type { Reading } from "./reading";

type LinkPageProps<T> = {
  readonly reading: Reading<T>;
  /** Where to go when the link itself cannot be read. */
  readonly home: { readonly href: string; readonly label: string };
  readonly children: (link: T) => ReactNode;
};

export function LinkPage<T>({ reading: { data, error }, home, children }: LinkPageProps<T>) {
  if (error)
    return (
      <>
        <Notice tone="critical">{error.message}.</Notice>
        <TextLink href={home.href}>{home.label}</TextLink>
      </>
    );
  if (data !== undefined) return children(data);
  return (
    <p role="status" className="text-13 text-muted">
      Reading the link …
    </p>
  );
}

/** A whole new page: the console asks who comes. */
export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} className="text-13 text-accent-text underline underline-offset-2">
      {children}
    </a>
  );
}
