/** Pages that open without a session. */
import type { ReactNode } from "react";
import { Providers } from "@/components/shell/providers";

export default function PublicLayout({ children }: { children: ReactNode }) {
  return <Providers>{children}</Providers>;
}
