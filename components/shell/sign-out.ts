"use client";
/** Ends the session in this browser. */
import { signOut } from "@/lib/access/client";

export function signOutHere(): void {
  // Even when the server cannot be reached, the sign-in page says so better than this menu could.
  void signOut()
    .catch(() => undefined)
    .then(() => window.location.assign("/sign-in"));
}
