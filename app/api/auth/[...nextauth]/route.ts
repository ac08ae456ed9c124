/** /api/auth/{csrf,callback/credentials,signout} — signing in and out. */
import { signIn } from "@/lib/access/commands";
import { authDoors } from "@/lib/platform/auth";

export const { GET, POST } = authDoors(signIn);
