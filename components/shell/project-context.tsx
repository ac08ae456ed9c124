"use client";
/** The project of an address that names none: the one looked at last, or the first of the person's own. */
import { createContext, type ReactNode, use } from "react";

const Fallback = createContext("");

export function FallbackProject({ slug, children }: { slug: string; children: ReactNode }) {
  return <Fallback value={slug}>{children}</Fallback>;
}

export const useFallbackProject = (): string => use(Fallback);
