"use client";
/** What the browser side of the console shares: the query cache. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";

const KEPT_MS = 10 * 60_000;

export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(
    () => new QueryClient({ defaultOptions: { queries: { gcTime: KEPT_MS } } }),
  );
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
