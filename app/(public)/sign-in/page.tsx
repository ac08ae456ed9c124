/** Signing in; the first visit ever goes to the set-up instead. */
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Entrance } from "@/components/access/entrance";
import { SignInForm } from "@/components/access/sign-in-form";
import { safeReturn } from "@/lib/access/gate";
import { readSetup } from "@/lib/access/queries";
import { signInTrouble } from "@/lib/core/sign-in-trouble";
import { singleSignOn } from "@/lib/platform/auth-provider";
import { pageCtx } from "@/lib/platform/session";

export const metadata: Metadata = { title: "Sign in" };

type SignInPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { callbackUrl, error } = await searchParams;
  const back = safeReturn(typeof callbackUrl === "string" ? callbackUrl : null);
  const ctx = await pageCtx();
  if (ctx.actor.kind === "person") redirect(back);
  if ((await readSetup(ctx, {})).isOpen) redirect("/setup");
  return (
    <Entrance title="Sign in">
      <SignInForm
        back={back}
        provider={singleSignOn()?.name ?? null}
        trouble={signInTrouble(error)}
      />
    </Entrance>
  );
}
