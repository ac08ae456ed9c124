/** Setting a new password with a link; the token is behind the `#`, so only the browser knows it. */
import type { Metadata } from "next";
import { Entrance } from "@/components/access/entrance";
import { ResetForm } from "@/components/members/reset-form";

export const metadata: Metadata = { title: "New password" };

export default function ResetPage() {
  return (
    <Entrance title="Choose a new password">
      <ResetForm />
    </Entrance>
  );
}
