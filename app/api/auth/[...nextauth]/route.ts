/** /api/auth/{csrf,callback/credentials,signin/oidc,callback/oidc,signout} — signing in and out. */
import { signIn, signOut } from "@/lib/access/commands";
import { safeReturn } from "@/lib/access/gate";
import { arrive } from "@/lib/access/oidc/arrive";
import { authDoors } from "@/lib/platform/auth";

export const { GET, POST } = authDoors({
  enter: signIn,
  arrive,
  leave: (ctx) => signOut(ctx, {}),
  safeReturn,
});
