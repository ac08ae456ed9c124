/** Asking for a new password. */
import type { Metadata } from "next";
import { Entrance } from "@/components/access/entrance";
import { ForgotForm } from "@/components/members/forgot-form";
import { readResetWays } from "@/lib/members/reset/queries";
import { pageCtx } from "@/lib/platform/session";

export const metadata: Metadata = { title: "Forgot your password?" };

export default async function ForgotPage() {
  const { isMailed } = await readResetWays(await pageCtx(), {});
  return (
    <Entrance title="Forgot your password?">
      <ForgotForm isMailed={isMailed} />
    </Entrance>
  );
}
