/** The first visit to an instance with a database of its own: the owner and the first project. */
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Entrance } from "@/components/access/entrance";
import { SetupForm } from "@/components/access/setup-form";
import { readSetup } from "@/lib/access/queries";
import { pageCtx } from "@/lib/platform/session";

export const metadata: Metadata = { title: "Set up" };

export default async function SetupPage() {
  if (!(await readSetup(await pageCtx(), {})).isOpen) redirect("/sign-in");
  return (
    <Entrance
      title="Set up Wheelhouse"
      lead="You become the owner of this instance. The token shows that you may read its log."
    >
      <SetupForm />
    </Entrance>
  );
}
