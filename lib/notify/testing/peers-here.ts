/** The ways out of the house for tests: to this machine only, and not patient. */
import type { Peers } from "@/lib/notify/notifier";
import { outbound } from "@/lib/platform/outbound";

export const peersHere = (): Omit<Peers, "now"> => ({
  ask: outbound({ allow: ["127.0.0.1"], timeoutMs: 5_000 }),
  mail: () => Promise.reject(new Error("No mail is expected")),
});
