"use client";
/** A link within the console that keeps project, environment and time range. */
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { keepAsk } from "./ask-params";
import { buttonLook } from "./button-look";

type KeptLinkProps = {
  href: string;
  /** `cover` makes the nearest positioned ancestor clickable; `button` looks like one. */
  look?: "inline" | "cover" | "plain" | "button" | "primary";
  title?: string;
  children: ReactNode;
};

const LOOKS = {
  inline: "rounded-control text-accent-text underline underline-offset-2 hover:no-underline",
  cover: "rounded-control after:absolute after:inset-0 after:rounded-panel hover:text-primary",
  plain: "rounded-control text-primary underline-offset-2 hover:underline",
  button: buttonLook({}),
  primary: buttonLook({ tone: "primary" }),
};

export function KeptLink({ href, look = "inline", title, children }: KeptLinkProps) {
  const kept = keepAsk(href, new URLSearchParams(useSearchParams()));
  return (
    <Link href={kept} prefetch={false} title={title} className={LOOKS[look]}>
      {children}
    </Link>
  );
}
