"use client";
/** Ends the session in this browser. */

/** Loaded on demand: nobody needs the session library to look at a chart. */
export function signOutHere(): void {
  void import("next-auth/react").then(({ signOut }) => signOut({ callbackUrl: "/login" }));
}
